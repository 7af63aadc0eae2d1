import { beforeEach, describe, expect, test } from 'vitest'
import { ROLES } from '#core/workflow/states.ts'
import { identities } from '#db/schema/identities.ts'
import { people } from '#db/schema/people.ts'
import { sessions } from '#db/schema/sessions.ts'
import { readEvents } from '#server/audit/read-events.ts'
import type { Services } from '#server/context.ts'
import { setActive } from '#server/people/set-active.ts'
import { setMapping } from '#server/role-mappings/role-mappings.ts'
import { readSession } from '#server/session/read-session.ts'
import { signIn } from '#server/session/sign-in.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { linkIdentity, unlinkIdentity } from './link-identity.ts'
import { listIdentities } from './list-identities.ts'
import { signInByProvider } from './sign-in-by-provider.ts'

let services: Services
let felix: GivenPerson
const claimed = {
  iss: 'https://idp.example',
  sub: 's-1',
  name: 'Amara Okafor',
  preferred_username: 'amara@contoso.com',
}

beforeEach(async () => {
  services = buildServices()
  felix = await givenPerson(services, 'felix-baum', 'administrator')
  setMapping(felix.context(), { group: 'Approvers', roles: ['approver'] })
})

const come = (changes: object = {}) =>
  signInByProvider(services, {
    claims: { ...claimed, groups: ['Approvers'], ...changes },
    groupsClaim: 'groups',
    address: '192.0.2.1',
    agent: 'Chromium',
    previous: null,
  })
const actorOf = (answer: ReturnType<typeof come>) =>
  typeof answer === 'string' ? answer : readSession(services, answer)
const only = () => {
  const [identity] = listIdentities(felix.context())
  if (!identity) throw new Error('no identity')
  return identity
}

test('a mapped group opens a session with its role, and makes a person at the first sign-in', () => {
  expect(actorOf(come())).toMatchObject({
    name: 'Amara Okafor',
    user: 'amara',
    roles: ['approver'],
    mustChangePassword: false,
  })
  expect(actorOf(come())).toMatchObject({ user: 'amara' })
  expect(services.db.select().from(identities).all()).toHaveLength(1)
})

test('the key is issuer and subject: another subject with the same name and mail is another person', () => {
  const first = actorOf(come())
  const second = actorOf(come({ sub: 's-2' }))
  const third = actorOf(come({ iss: 'https://other.example' }))
  expect(new Set([first, second, third].map((actor) => (actor as { id: string }).id)).size).toBe(3)
  expect(second).toMatchObject({ user: 'amara-2' })
})

test.each([
  ['no groups', {}, { groups: undefined }, 'no-role'],
  ['an unmapped group', {}, { groups: ['Everybody'] }, 'no-role'],
  ['another case', {}, { groups: ['approvers'] }, 'no-role'],
  ['a blank at the end', {}, { groups: ['Approvers '] }, 'no-role'],
  ['a group beside its twin of other letters', {}, { groups: ['Approvеrs'] }, 'no-role'],
  ['too many groups', {}, { groups: undefined, _claim_names: { groups: 'src1' } }, 'groups-overage'],
  ['too many groups, implicit', {}, { groups: undefined, hasgroups: true }, 'groups-overage'],
  ['groups that are a number', {}, { groups: 7 }, 'groups-unreadable'],
  ['groups that are objects', {}, { groups: [{ name: 'Approvers' }] }, 'groups-unreadable'],
])('%s: refused, no person is made, and the log says why', (_, __, changes, reason) => {
  expect(come(changes)).toBe(reason)
  expect(services.db.select().from(sessions).all()).toEqual([])
  expect(services.db.select().from(people).all()).toHaveLength(1)
  expect(readEvents(services.db, undefined, 1)[0]).toMatchObject({
    kind: 'session.refused',
    outcome: 'refused',
    details: { reason },
  })
})

test.each([
  'CN=MIM Admins,OU=Gruppen „Süd“,DC=contoso,DC=com',
  'CONTOSO\\MIM-Admins',
  '/realm/mim admins',
  "O'Brien; DROP TABLE people --",
  '<b>admins</b>',
  '管理者 🔑',
  '$(whoami)',
  '6f1c0f4e-3c5b-4d8e-9a52-0c6f1f4a7d10',
])('a group may be called %s', (group) => {
  setMapping(felix.context(), { group, roles: ['operator'] })
  expect(actorOf(come({ groups: [group] }))).toMatchObject({ roles: ['operator'] })
})

test('a single group may come as a string, as AD FS sends it', () => {
  expect(actorOf(come({ groups: 'Approvers' }))).toMatchObject({ roles: ['approver'] })
})

describe('roles follow the groups', () => {
  test('a group that is gone at the next sign-in takes its role along, in older sessions too', () => {
    const first = come()
    expect(come({ groups: ['Everybody'] })).toBe('no-role')
    expect(actorOf(first)).toMatchObject({ roles: [] })
  })

  test('a mapping that is taken away counts from the next call on', () => {
    const session = come()
    setMapping(felix.context(), { group: 'Approvers', roles: [] })
    expect(actorOf(session)).toMatchObject({ roles: [] })
  })

  test('no claim gives a role by its own name', () => {
    expect(come({ groups: [...ROLES], roles: [...ROLES], role: 'administrator' })).toBe('no-role')
  })
})

test('a disabled person does not get in, and open sessions end', () => {
  const session = come()
  setActive(felix.context(), { personId: only().person?.id ?? '', active: false })
  expect(actorOf(session)).toBeNull()
  expect(come()).toBe('disabled')
})

describe('an identity that is linked', () => {
  test('leads to the person with the local account: one person, whichever way they come', async () => {
    const amara = await givenPerson(services, 'amara-okafor', 'auditor')
    const before = come()
    const stray = only().person?.id
    linkIdentity(felix.context(), { identityId: only().id, personId: amara.id })
    expect(actorOf(before)).toBeNull()
    expect(actorOf(come())).toMatchObject({ id: amara.id, roles: ['approver', 'auditor'] })
    const local = await signIn(services, { ...amara, address: null, previous: null })
    expect(readSession(services, local)).toMatchObject({ id: amara.id, roles: ['approver', 'auditor'] })
    const [row] = services.db
      .select()
      .from(people)
      .all()
      .filter(({ id }) => id === stray)
    expect(row?.active).toBe(false)
    expect(readEvents(services.db, undefined, 10).find(({ kind }) => kind === 'identity.linked')).toMatchObject({
      actor: { id: felix.id },
      details: { from: stray, to: amara.id, issuer: 'https://idp.example' },
    })
  })

  test('opens nothing once it is unlinked, until somebody links it again', () => {
    const session = come()
    unlinkIdentity(felix.context(), { identityId: only().id })
    expect(actorOf(session)).toBeNull()
    expect(come()).toBe('not-linked')
    linkIdentity(felix.context(), { identityId: only().id, personId: felix.id })
    expect(actorOf(come())).toMatchObject({ id: felix.id })
  })
})

test('signing in ends the session that this browser had', () => {
  const first = come()
  if (typeof first === 'string') throw new Error(first)
  const attempt = { claims: { ...claimed, groups: ['Approvers'] }, groupsClaim: 'groups', address: null, agent: null }
  signInByProvider(services, { ...attempt, previous: first })
  expect(readSession(services, first)).toBeNull()
})
