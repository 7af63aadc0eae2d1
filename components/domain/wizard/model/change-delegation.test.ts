import { expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Component } from '#core/environment/environment.ts'
import { changeDelegation, proposedMode } from './change-delegation.ts'

const environment = buildEnvironment({ '/components/1/delegation/targets': ['FIMService/own'] })
const [sync, service] = environment.components as [Component, Component]

it('drops the names when the mode shows none, and proposes them again', () => {
  const none = changeDelegation(environment, service, 'none')
  expect(none).toEqual({ mode: 'none', targets: [] })
  expect(changeDelegation(environment, service, 'unconstrained').targets).toEqual([])
  expect(changeDelegation(environment, { ...service, delegation: none }, 'constrained').targets).toEqual([
    'FIMService/mimportal.contoso.com',
    'FIMService/mimportal',
  ])
})

it('keeps the names between the two constrained modes', () => {
  expect(changeDelegation(environment, service, 'any-protocol').targets).toEqual(['FIMService/own'])
})

it('proposes delegation only to what calls the MIM Service', () => {
  expect(proposedMode(environment, service)).toBe('constrained')
  expect(proposedMode(environment, sync)).toBe('none')
})
