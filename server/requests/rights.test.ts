import { beforeAll, describe, expect, test } from 'vitest'
import type { RequestState } from '#core/workflow/states.ts'
import { PEOPLE, TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { listRequests } from './list-requests.ts'
import { requestChanges } from './request-changes.ts'
import type { RequestRights } from './views.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
const ids: Partial<Record<RequestState, string>> = {}

beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
  ids.signed = await portal.signed(input)
  ids.draft = portal.draft(input)
  ids.submitted = await portal.submitted(input)
  const rejected = await portal.submitted(input)
  await portal.decide(rejected, 'tomas', 'reject', 'no')
  ids.rejected = rejected
  const withdrawn = await portal.submitted(input)
  await portal.decide(withdrawn, 'ines', 'withdraw')
  ids.withdrawn = withdrawn
  const asked = await portal.submitted(input)
  await requestChanges(portal.as('tomas'), { id: asked, planDigest: portal.planDigest(asked), reason: 'more' })
  ids['changes requested'] = asked
  const approved = await portal.submitted(input)
  for (const who of ['tomas', 'amara']) await portal.decide(approved, who, 'approve')
  await portal.services.signer.catchUp()
  ids.approved = approved
})

const MARKS = { allowed: '+', blocked: '?', absent: '-' } as const
const ORDER = ['edit', 'submit', 'withdraw', 'decide', 'requestChanges', 'download', 'deleteDraft', 'clone'] as const
const marks = (rights: RequestRights) => ORDER.map((name) => MARKS[rights[name].state]).join('')

/** edit, submit, withdraw, decide, requestChanges, download, deleteDraft, clone: + allowed, ? blocked with a reason, - not offered. */
const MATRIX: Readonly<Record<string, Partial<Record<RequestState, string>>>> = {
  ines: {
    draft: '++----++',
    submitted: '+-+--?-+',
    approved: '+-+--?-+',
    signed: '+----+-+',
    'changes requested': '+------+',
    rejected: '+-+----+',
    withdrawn: '+------+',
  },
  tomas: {
    submitted: '---++---',
    approved: '---++---',
    signed: '--------',
    'changes requested': '--------',
    rejected: '---++---',
    withdrawn: '--------',
  },
  nina: {
    submitted: '---??---',
    approved: '---??---',
    signed: '--------',
    'changes requested': '--------',
    rejected: '---??---',
    withdrawn: '--------',
  },
  lukas: {
    submitted: '-----?--',
    approved: '-----?--',
    signed: '-----+--',
    'changes requested': '--------',
    rejected: '--------',
    withdrawn: '--------',
  },
  anna: {
    submitted: '-----?--',
    approved: '-----?--',
    signed: '-----+--',
    'changes requested': '--------',
    rejected: '--------',
    withdrawn: '--------',
  },
  felix: {
    draft: '--------',
    submitted: '--------',
    approved: '--------',
    signed: '--------',
    'changes requested': '--------',
    rejected: '--------',
    withdrawn: '--------',
  },
  petra: {
    draft: '+------+',
    submitted: '-------+',
    approved: '-------+',
    signed: '-------+',
    'changes requested': '-------+',
    rejected: '-------+',
    withdrawn: '-------+',
  },
}

const STATES = ['draft', 'submitted', 'approved', 'signed', 'changes requested', 'rejected', 'withdrawn'] as const
const cases = Object.keys(MATRIX).flatMap((who) =>
  STATES.map((state) => ({
    who,
    roles: PEOPLE[who]?.join(', '),
    state,
    expected: MATRIX[who]?.[state] ?? 'not found',
  })),
)

describe('rights', () => {
  test.each(cases)('$who ($roles) on a request that is $state: $expected', ({ who, state, expected }) => {
    const id = ids[state] ?? ''
    expect(portal.state(id)).toBe(state)
    const seen = () => marks(portal.view(id, who).rights)
    if (expected === 'not found') expect(seen).toThrow(/no request/)
    else expect(seen()).toBe(expected)
  })
})

test('the list shows exactly what can be opened', () => {
  for (const who of Object.keys(MATRIX)) {
    const { rows } = listRequests(portal.as(who), { page: 1, pageSize: 100 })
    const expected = STATES.filter((state) => MATRIX[who]?.[state]).map((state) => ids[state])
    expect(rows.map(({ id }) => id).toSorted(), who).toEqual(expected.toSorted())
  }
})

test('a request waits for whoever must act, and for nobody else', () => {
  const waiting = (who: string) =>
    listRequests(portal.as(who), { page: 1, pageSize: 100 })
      .rows.filter(({ waitsForMe }) => waitsForMe)
      .map(({ state }) => state)
  expect(waiting('ines').toSorted()).toEqual(['changes requested', 'rejected'])
  expect(waiting('tomas')).toEqual(['submitted'])
  expect(waiting('amara')).toEqual(['submitted'])
  expect(waiting('nina')).toEqual([])
  expect(waiting('lukas')).toEqual(['signed'])
  expect(waiting('anna')).toEqual([])
})

test('an older revision of a request that is a draft again stays to be read, the draft itself does not', () => {
  const id = ids.signed ?? ''
  expect(portal.view(id, 'anna', 1).generated?.revision).toBe(1)
  expect(() => portal.view(id, 'anna', 2)).toThrow(/no revision 2/)
})

test('a signed plan can be recalled by its requester and by who could have decided on it', () => {
  const recall = (who: string) => portal.view(ids.signed ?? '', who).rights.recall.state
  const states = ['ines', 'tomas', 'amara', 'nina', 'lukas', 'anna', 'felix'].map(recall)
  expect(states).toEqual(['allowed', 'allowed', 'allowed', 'blocked', 'absent', 'absent', 'absent'])
})
