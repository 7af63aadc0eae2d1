import { desc } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { audit } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import { sessions } from '#db/schema/sessions.ts'
import { readEvents } from '#server/audit/read-events.ts'
import { isPassphrase } from '#server/auth/passphrase-hash.ts'
import type { Services } from '#server/context.ts'
import { setActive } from '#server/people/set-active.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { readSession } from './read-session.ts'
import { type SignInAttempt, signIn } from './sign-in.ts'

vi.mock('#server/auth/passphrase-hash.ts', async (original) => {
  const real = await original<typeof import('#server/auth/passphrase-hash.ts')>()
  return { ...real, isPassphrase: vi.fn(real.isPassphrase) }
})

let services: Services
let ines: GivenPerson

beforeEach(async () => {
  services = buildServices()
  ines = await givenPerson(services, 'ines-keller', 'requester')
  vi.mocked(isPassphrase).mockClear()
})

const attempt = (changes: Partial<SignInAttempt> = {}): SignInAttempt => ({
  user: 'ines-keller',
  passphrase: ines.passphrase,
  address: '192.0.2.7',
  previous: null,
  ...changes,
})
const lastEvent = () => readEvents(services.db, undefined, 1)[0]
const refused = { code: 'UNAUTHENTICATED' }

test('the right passphrase opens a session, notes the time, and is audited with its address', async () => {
  const claim = await signIn(services, attempt({ user: ' Ines-Keller ' }))
  expect(readSession(services, claim)).toMatchObject({ id: ines.id, roles: ['requester'] })
  expect(services.db.select().from(people).get()?.lastSignInAt).toBe('2026-11-24T08:00:00.000Z')
  expect(lastEvent()).toMatchObject({
    kind: 'session.started',
    actor: { id: ines.id },
    address: '192.0.2.7',
    summary: 'Name of ines-keller signed in.',
  })
})

test('the table of sessions holds nothing that could be put into a cookie', async () => {
  const claim = await signIn(services, attempt())
  expect(JSON.stringify(services.db.select().from(sessions).all())).not.toContain(claim.token)
})

test('a wrong passphrase is refused and audited as the account’s, not as its owner’s deed', async () => {
  await expect(signIn(services, attempt({ passphrase: 'not the passphrase' }))).rejects.toMatchObject(refused)
  expect(services.db.select().from(sessions).all()).toEqual([])
  expect(lastEvent()).toMatchObject({
    kind: 'session.refused',
    outcome: 'refused',
    actor: null,
    object: { type: 'person', id: ines.id },
    details: { reason: 'wrong-passphrase' },
    address: '192.0.2.7',
  })
})

test('an unknown user gets the same words after the same work, and what was typed is stored nowhere', async () => {
  const known = await signIn(services, attempt({ passphrase: 'not the passphrase' })).catch((error) => error)
  const unknown = await signIn(services, attempt({ user: 'my-passphrase-in-the-wrong-field' })).catch((error) => error)
  expect(unknown.userMessage).toBe(known.userMessage)
  expect(vi.mocked(isPassphrase)).toHaveBeenCalledTimes(2)
  expect(lastEvent()).toMatchObject({ kind: 'session.refused', object: null, details: { reason: 'unknown-user' } })
  expect(services.db.$client.serialize().toString('latin1')).not.toContain('my-passphrase-in-the-wrong-field')
})

test('a disabled account is refused with the same words, also with the right passphrase', async () => {
  const felix = await givenPerson(services, 'felix-baum', 'administrator')
  setActive(felix.context(), { personId: ines.id, active: false })
  await expect(signIn(services, attempt())).rejects.toMatchObject(refused)
  expect(lastEvent()).toMatchObject({ details: { reason: 'disabled' } })
})

test('after ten wrong ones the right one is refused too, and the log is not filled by more of them', async () => {
  const wrong = attempt({ passphrase: 'not the passphrase' })
  for (let index = 0; index < 10; index += 1) await expect(signIn(services, wrong)).rejects.toMatchObject(refused)
  await expect(signIn(services, attempt())).rejects.toMatchObject({ code: 'TOO_MANY', details: { minutes: 15 } })
  expect(lastEvent()).toMatchObject({ details: { reason: 'too-many' } })
  const { seq } = services.db.select().from(audit).orderBy(desc(audit.seq)).limit(1).get() ?? {}
  await expect(signIn(services, attempt())).rejects.toMatchObject({ code: 'TOO_MANY' })
  expect(lastEvent()?.seq).toBe(seq)
  expect(vi.mocked(isPassphrase)).toHaveBeenCalledTimes(10)
})

test('signing in again in the same browser ends the session that it had', async () => {
  const first = await signIn(services, attempt())
  const second = await signIn(services, attempt({ previous: first }))
  expect(second.token).not.toBe(first.token)
  expect(readSession(services, first)).toBeNull()
  expect(readSession(services, second)).not.toBeNull()
})
