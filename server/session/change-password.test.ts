import { beforeEach, expect, test } from 'vitest'
import { readEvents } from '#server/audit/read-events.ts'
import type { Services } from '#server/context.ts'
import { resetPassword } from '#server/people/reset-password.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { changePassword } from './change-password.ts'
import { signIn } from './sign-in.ts'

const NEXT = 'a new passphrase, long'
let services: Services
let ines: GivenPerson

beforeEach(async () => {
  services = buildServices()
  ines = await givenPerson(services, 'ines-keller', 'requester')
})

const trySignIn = (passphrase: string) =>
  signIn(services, { user: ines.user, passphrase, address: null, previous: null })

test('the new passphrase counts, the old one does not, and the change is audited', async () => {
  await changePassword(ines.context(), { current: ines.passphrase, next: NEXT })
  expect(readEvents(services.db, undefined, 1)[0]).toMatchObject({ kind: 'person.password-changed', outcome: 'done' })
  await expect(trySignIn(ines.passphrase)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  await expect(trySignIn(NEXT)).resolves.toMatchObject({ personId: ines.id })
})

test('a wrong current passphrase changes nothing, is told at its field, and is audited as refused', async () => {
  const change = changePassword(ines.context(), { current: 'not the passphrase', next: NEXT })
  await expect(change).rejects.toMatchObject({ code: 'BAD_INPUT', details: { issues: [{ path: ['current'] }] } })
  expect(readEvents(services.db, undefined, 1)[0]).toMatchObject({
    kind: 'person.password-changed',
    outcome: 'refused',
  })
  await expect(trySignIn(ines.passphrase)).resolves.toBeDefined()
})

test.each(['too short', 'ines-keller-ines'])('the weak passphrase %s is told at its field', async (next) => {
  const change = changePassword(ines.context(), { current: ines.passphrase, next })
  await expect(change).rejects.toMatchObject({ code: 'BAD_INPUT', details: { issues: [{ path: ['next'] }] } })
})

test('the current passphrase is not a new one', async () => {
  const change = changePassword(ines.context(), { current: ines.passphrase, next: ines.passphrase })
  await expect(change).rejects.toMatchObject({ details: { issues: [{ path: ['next'] }] } })
})

test('guessing the current passphrase in an open session is limited like signing in', async () => {
  const guess = () => changePassword(ines.context(), { current: 'not the passphrase', next: NEXT })
  for (let index = 0; index < 10; index += 1) await expect(guess()).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(guess()).rejects.toMatchObject({ code: 'TOO_MANY' })
})

test('who has a passphrase from an administrator must choose an own one, and then need not again', async () => {
  const felix = await givenPerson(services, 'felix-baum', 'administrator')
  const { passphrase } = await resetPassword(felix.context(), { personId: ines.id })
  expect(ines.context().actor.mustChangePassword).toBe(true)
  await changePassword(ines.context(), { current: passphrase, next: NEXT })
  expect(ines.context().actor.mustChangePassword).toBe(false)
})

test('of two changes at once one counts and the other is told', async () => {
  const change = (next: string) => changePassword(ines.context(), { current: ines.passphrase, next })
  const [first, second] = await Promise.allSettled([change(`${NEXT} 1`), change(`${NEXT} 2`)])
  expect([first, second].filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const failed = [first, second].find((result) => result.status === 'rejected')
  expect(failed?.reason).toMatchObject({ code: 'CONFLICT' })
})
