import { beforeEach, describe, expect, test } from 'vitest'
import { audit } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import { readEvents } from '#server/audit/read-events.ts'
import type { Services } from '#server/context.ts'
import { signIn } from '#server/session/sign-in.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { createPerson } from './create-person.ts'
import { createPersonInput } from './inputs.ts'
import { listPeople } from './list-people.ts'
import { resetPassword } from './reset-password.ts'
import { setActive } from './set-active.ts'
import { setRoles } from './set-roles.ts'

let services: Services
let felix: GivenPerson
let ines: GivenPerson

beforeEach(async () => {
  services = buildServices({
    groupsOf: (id) => (id === ines?.id ? [{ id: 'security', title: 'Information security' }] : []),
  })
  felix = await givenPerson(services, 'felix-baum', 'administrator')
  ines = await givenPerson(services, 'ines-keller', 'requester')
})

const lastEvent = () => readEvents(services.db, undefined, 1)[0]
const count = () => services.db.select().from(audit).all().length

describe('creating an account', () => {
  test('gives a passphrase that signs in and must be changed, and audits names only as erasable texts', async () => {
    const made = await createPerson(felix.context(), {
      user: 'petr-havel',
      name: 'Petr Havel',
      roles: ['requester', 'operator'],
    })
    const view = listPeople(felix.context()).find(({ id }) => id === made.personId)
    expect(view).toMatchObject({
      user: 'petr-havel',
      mustChangePassword: true,
      roles: ['requester', 'operator'],
      active: true,
    })
    await expect(
      signIn(services, { user: 'petr-havel', passphrase: made.passphrase, address: null, previous: null }),
    ).resolves.toBeDefined()
    const bodies = services.db
      .select()
      .from(audit)
      .all()
      .map(({ body }) => body.toString('utf8'))
    expect(bodies.join()).not.toMatch(/petr|Havel/i)
  })

  test('its id says nothing about the person', async () => {
    const { personId } = await createPerson(felix.context(), {
      user: 'petr-havel',
      name: 'Petr Havel',
      roles: ['auditor'],
    })
    expect(personId).toMatch(/^p-[0-9a-z]{10}$/)
  })

  test('a taken user name is told at its field, and nothing is made', async () => {
    const before = count()
    const twice = createPerson(felix.context(), { user: 'ines-keller', name: 'Another Ines', roles: ['requester'] })
    await expect(twice).rejects.toMatchObject({ code: 'CONFLICT', details: { issues: [{ path: ['user'] }] } })
    expect(services.db.select().from(people).all()).toHaveLength(2)
    expect(count()).toBe(before)
  })

  test.each([
    [{ user: 'Ines Keller' }, 'lower-case'],
    [{ name: 'Ines\u202eKeller' }, 'nobody can see'],
    [{ name: ' Ines Keller' }, 'begins or ends'],
    [{ name: '' }, 'needed'],
    [{ roles: [] }, 'At least one role'],
    [{ roles: ['requester', 'requester'] }, 'twice'],
    [{ isAdmin: true }, 'Unrecognized key'],
  ])('%j is refused', (change, words) => {
    const input = { user: 'ines', name: 'Ines Keller', roles: ['requester'], ...change }
    expect(createPersonInput.safeParse(input).error?.issues[0]?.message).toContain(words)
  })
})

describe('the last active administrator', () => {
  test.each([
    ['disabled', () => setActive(felix.context(), { personId: felix.id, active: false })],
    ['demoted', () => setRoles(felix.context(), { personId: felix.id, roles: ['auditor'] })],
  ])('cannot be %s', (_, change) => {
    const before = count()
    expect(change).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    expect(listPeople(felix.context()).find(({ id }) => id === felix.id)).toMatchObject({
      active: true,
      roles: ['administrator'],
    })
    expect(count()).toBe(before)
  })

  test('a disabled second administrator does not count, an active one does', async () => {
    const second = await givenPerson(services, 'second', 'administrator')
    setActive(felix.context(), { personId: second.id, active: false })
    const leave = () => setActive(felix.context(), { personId: felix.id, active: false })
    expect(leave).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    setActive(felix.context(), { personId: second.id, active: true })
    const context = second.context()
    leave()
    expect(listPeople(context).find(({ id }) => id === felix.id)?.active).toBe(false)
  })

  test('keeps the role while getting another one', () => {
    setRoles(felix.context(), { personId: felix.id, roles: ['auditor', 'administrator'] })
    expect(felix.context().actor.roles).toEqual(['auditor', 'administrator'])
  })
})

test('changed roles are audited with both sides', () => {
  setRoles(felix.context(), { personId: ines.id, roles: ['operator', 'requester'] })
  expect(lastEvent()).toMatchObject({
    kind: 'person.roles-changed',
    details: { from: ['requester'], to: ['requester', 'operator'] },
  })
  expect(lastEvent()?.summary).toBe(
    'Name of felix-baum changed the roles of Name of ines-keller from requester to requester, operator.',
  )
})

test('a change to what is already so leaves no event', () => {
  const before = count()
  setActive(felix.context(), { personId: ines.id, active: true })
  setRoles(felix.context(), { personId: ines.id, roles: ['requester'] })
  expect(count()).toBe(before)
})

test('a reset replaces the passphrase, and an administrator does not reset the own one', async () => {
  const { passphrase } = await resetPassword(felix.context(), { personId: ines.id })
  const attempt = (given: string) =>
    signIn(services, { user: ines.user, passphrase: given, address: null, previous: null })
  await expect(attempt(ines.passphrase)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  await expect(attempt(passphrase)).resolves.toBeDefined()
  await expect(resetPassword(felix.context(), { personId: felix.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('an account that does not exist is told so', async () => {
  const unknown = { code: 'NOT_FOUND', userMessage: 'There is no such account.' }
  await expect(resetPassword(felix.context(), { personId: 'p-0' })).rejects.toMatchObject(unknown)
  expect(() => setActive(felix.context(), { personId: 'p-0', active: false })).toThrow(expect.objectContaining(unknown))
})

test('the list shows the signer’s groups, and no hash', () => {
  const list = listPeople(felix.context())
  expect(list.find(({ id }) => id === ines.id)?.groups).toEqual(['Information security'])
  expect(JSON.stringify(list)).not.toContain('argon2')
})

test('each use-case refuses by itself, without the procedures around it', async () => {
  const context = ines.context()
  const refused = expect.objectContaining({ code: 'NOT_FOUND' })
  expect(() => listPeople(context)).toThrow(refused)
  expect(() => setActive(context, { personId: felix.id, active: false })).toThrow(refused)
  expect(() => setRoles(context, { personId: ines.id, roles: ['administrator'] })).toThrow(refused)
  await expect(resetPassword(context, { personId: felix.id })).rejects.toEqual(refused)
  await expect(
    (async () => createPerson(context, { user: 'new', name: 'New', roles: ['administrator'] }))(),
  ).rejects.toEqual(refused)
})
