import { expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { contosoExchange, fabrikam, mailboxUpdate } from './contoso.fixture.ts'

const pool = () =>
  fabrikam((draft) => {
    draft.mail.delivery = { option: 'G', mailbox: 'mim@fabrikam.com', password: 'typed-on-server' }
    draft.passwordUpdate = { converted: { by: 'statement', confirmed: true }, nextChange: null }
  })

test('a pool stops polling on every node before the password changes, and each node is given the new one', () => {
  const { steps, targets } = buildPlan(pool())
  expect(targets.map(({ target }) => target)).toEqual(['FABMIMSVC01', 'FABMIMSVC02'])
  expect(steps.map(({ id }) => id)).toEqual([
    'U-01@FABMIMSVC01',
    'U-01@FABMIMSVC02',
    'U-02@FABMIMSVC01',
    'U-03@FABMIMSVC01',
    'U-03@FABMIMSVC02',
    'U-04@FABMIMSVC01',
    'U-04@FABMIMSVC02',
  ])
  const change = steps.find(({ step }) => step === 'U-02')
  expect(change?.after).toEqual(['U-01@FABMIMSVC01', 'U-01@FABMIMSVC02'])
  for (const { after } of steps.filter(({ step }) => step === 'U-03')) expect(after).toEqual([change?.id])
})

test('the script is told service and account, is rehearsed before it runs, and says how it is undone', () => {
  const step = buildPlan(mailboxUpdate()).steps.find(({ step: code }) => code === 'U-03')
  expect(step?.parameters).toEqual({
    code: 'U-03',
    values: { Service: 'FIMService', Account: 'CONTOSO\\MIMSrvGMSAsvc$' },
  })
  expect(step?.actions.flatMap(({ command }) => command ?? [])).toEqual([
    '.\\Update-ExchangePassword.ps1 -RestartService -WhatIf',
    '.\\Update-ExchangePassword.ps1 -RestartService',
  ])
  expect(JSON.stringify(step?.undo)).toContain('-Undo -RestartService')
})

test('every step says what a person needs at night', () => {
  for (const step of [...buildPlan(mailboxUpdate()).steps, ...buildPlan(pool()).steps]) {
    for (const text of [step.title, step.who, step.where, step.source]) expect(text, step.id).not.toBe('')
    for (const list of [step.actions, step.expect, step.failures, step.undo]) {
      expect(list.length, step.id).toBeGreaterThan(0)
    }
    expect(step.window, step.id).toBe('conversion')
  }
})

test('a conversion has no step of phase U', () => {
  expect(buildPlan(contosoExchange()).steps.filter(({ phase }) => phase === 'U')).toEqual([])
})
