import { beforeAll, expect, test } from 'vitest'
import type { Services } from '#server/context.ts'
import { createPerson } from '#server/people/create-person.ts'
import { resetPassword } from '#server/people/reset-password.ts'
import { setActive } from '#server/people/set-active.ts'
import { setRoles } from '#server/people/set-roles.ts'
import { changePassword } from '#server/session/change-password.ts'
import type { SessionClaim } from '#server/session/sessions.ts'
import { signIn } from '#server/session/sign-in.ts'
import { signOut } from '#server/session/sign-out.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'

let services: Services
let felix: GivenPerson
let ines: GivenPerson
let session: SessionClaim

beforeAll(async () => {
  services = buildServices()
  felix = await givenPerson(services, 'felix-baum', 'administrator')
  ines = await givenPerson(services, 'ines-keller', 'requester')
  session = await signIn(services, { ...ines, address: null, previous: null })
  services.db.$client.exec(
    "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the log is full'); END",
  )
})

const changes: Record<string, () => unknown> = {
  'signing in': () => signIn(services, { ...ines, address: null, previous: session }),
  'signing out': () => signOut(services, session, null),
  'choosing a passphrase': () =>
    changePassword(ines.context(), { current: ines.passphrase, next: 'a new passphrase, long' }),
  'creating an account': () => createPerson(felix.context(), { user: 'new', name: 'New', roles: ['auditor'] }),
  'resetting a passphrase': () => resetPassword(felix.context(), { personId: ines.id }),
  'disabling an account': () => setActive(felix.context(), { personId: ines.id, active: false }),
  'changing roles': () => setRoles(felix.context(), { personId: ines.id, roles: ['auditor'] }),
}

test.each(Object.keys(changes))('%s leaves no trace when its event cannot be written', async (name) => {
  const before = services.db.$client.serialize()
  await expect((async () => changes[name]?.())()).rejects.toThrow('the log is full')
  expect(services.db.$client.serialize().equals(before)).toBe(true)
})
