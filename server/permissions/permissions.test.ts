import { expect, test } from 'vitest'
import { ROLES } from '#core/workflow/states.ts'
import type { Actor } from '#server/context.ts'
import { appRouter } from '#server/trpc/router.ts'
import { type Action, assertAllowed, assertReachable, isAllowed, PERMISSIONS, RELATIONS } from './permissions.ts'

const procedures = Object.keys(appRouter._def.procedures)
const actions = Object.keys(PERMISSIONS) as Action[]
const actor = (changes: Partial<Actor> = {}): Actor => ({
  id: 'p-1',
  user: 'ines',
  name: 'Ines',
  roles: [],
  mustChangePassword: false,
  sessionId: null,
  ...changes,
})

test.each(procedures)('%s has a row, or several', (path) => {
  expect(actions.some((action) => action === path || action.startsWith(`${path}/`))).toBe(true)
})

test('a procedure without a row stays closed to everybody', () => {
  const everything = actor({ roles: ROLES })
  expect(() => assertReachable(everything, 'people.erase')).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
})

test('who has no role gets nothing', () => {
  for (const action of actions) {
    for (const relation of RELATIONS) expect(isAllowed(actor(), action, relation)).toBe(false)
  }
})

test('with a passphrase from an administrator only the way to an own one is open', () => {
  const newcomer = actor({ roles: ROLES, mustChangePassword: true })
  const open = actions.filter((action) => RELATIONS.some((relation) => isAllowed(newcomer, action, relation)))
  expect(open).toEqual(['session.me', 'session.changePassword'])
  expect(() => assertAllowed(newcomer, 'requests.list')).toThrow(
    expect.objectContaining({ userMessage: expect.stringContaining('Choose your own passphrase first') }),
  )
})

test('nobody decides on an own request, whatever their roles', () => {
  const owner = actor({ roles: ROLES })
  for (const action of ['requests.ticket/decide', 'requests.requestChanges'] as const) {
    expect(isAllowed(owner, action, 'own')).toBe(false)
    expect(() => assertAllowed(owner, action, 'own')).toThrow(
      expect.objectContaining({ userMessage: 'This is your own. Somebody else must do it.' }),
    )
  }
})

test('an administrator of accounts can neither change, decide nor download requests', () => {
  const administrator = actor({ roles: ['administrator'] })
  const reading = /^requests\.(list|view|draft|files|file|history|preparation)(\/|$)/
  const open = actions.filter((action) => RELATIONS.some((relation) => isAllowed(administrator, action, relation)))
  const more = open.filter((action) => /^(requests\.|download\.bundle$)/.test(action) && !reading.test(action))
  expect(more).toEqual([])
})

test('accounts belong to administrators, the log to them and auditors; others do not learn that they exist', () => {
  for (const role of ROLES) {
    const open = actions.filter(
      (action) => /^(people|audit)\./.test(action) && isAllowed(actor({ roles: [role] }), action, 'other'),
    )
    const groups = [...new Set(open.map((action) => action.split('.')[0]))]
    expect(groups).toEqual(role === 'administrator' ? ['people', 'audit'] : role === 'auditor' ? ['audit'] : [])
  }
  expect(() => assertAllowed(actor({ roles: ['approver'] }), 'people.list')).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND' }),
  )
})
