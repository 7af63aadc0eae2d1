import { expect, test } from 'vitest'
import { REQUEST_STATES, type RequestState } from './states.ts'
import { canGo, TRANSITIONS, type TransitionEvent } from './transitions.ts'

const events = Object.keys(TRANSITIONS) as TransitionEvent[]
const after = (state: RequestState) =>
  events.filter((event) => canGo(state, event)).map((event) => TRANSITIONS[event].to)

test('every state of this build is reached from a draft, and nothing else is', () => {
  const reached = new Set<RequestState>(['draft'])
  for (const state of reached) for (const to of after(state)) reached.add(to)
  expect(REQUEST_STATES.filter((state) => reached.has(state))).toEqual([
    'draft',
    'submitted',
    'approved',
    'signed',
    'changes requested',
    'rejected',
    'withdrawn',
    'expired',
    'recalled',
  ])
})

test('no event leads to the state it came from', () => {
  for (const event of events) expect(canGo(TRANSITIONS[event].to, event)).toBe(false)
})

test('only an approved request is signed, and only a submitted one is approved', () => {
  expect(REQUEST_STATES.filter((state) => canGo(state, 'sign'))).toEqual(['approved'])
  expect(REQUEST_STATES.filter((state) => canGo(state, 'quorum'))).toEqual(['submitted'])
})

test('what people decide comes from the journal alone; the portal itself can only take back', () => {
  const ownWord = events.filter((event) => TRANSITIONS[event].source === 'portal')
  expect(ownWord.map((event) => TRANSITIONS[event].to)).toEqual(['changes requested', 'draft'])
})

test('a signed request can not be withdrawn, rejected or closed', () => {
  expect(events.filter((event) => canGo('signed', event))).toEqual(['recall', 'edit'])
})
