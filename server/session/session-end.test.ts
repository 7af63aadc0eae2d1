import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Services } from '#server/context.ts'
import { resetPassword } from '#server/people/reset-password.ts'
import { setActive } from '#server/people/set-active.ts'
import { setRoles } from '#server/people/set-roles.ts'
import { updateSettings } from '#server/settings/update-settings.ts'
import { buildServices, TestClock } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { changePassword } from './change-password.ts'
import { listSessions } from './list-sessions.ts'
import { readSession } from './read-session.ts'
import { revokeOtherSessions, revokeSession } from './revoke-sessions.ts'
import type { SessionClaim } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

const HOUR_MS = 3_600_000
let clock: TestClock
let services: Services
let ines: GivenPerson
let felix: GivenPerson
let laptop: SessionClaim
let phone: SessionClaim

beforeEach(async () => {
  clock = new TestClock()
  services = buildServices({ clock: clock.read })
  ines = await givenPerson(services, 'ines-keller', 'requester')
  felix = await givenPerson(services, 'felix-baum', 'administrator')
  const open = () => signIn(services, { ...ines, address: null, previous: null })
  laptop = await open()
  phone = await open()
})

const isOpen = (claim: SessionClaim) => readSession(services, claim) !== null

test('a session ends after eight hours without a call, and a call counts', () => {
  clock.forward(7 * HOUR_MS)
  expect(isOpen(laptop)).toBe(true)
  clock.forward(HOUR_MS)
  expect(isOpen(phone)).toBe(false)
  expect(isOpen(laptop)).toBe(true)
})

test('a session ends after twelve hours, however busy', () => {
  for (let hour = 1; hour < 12; hour += 1) {
    clock.forward(HOUR_MS)
    expect(isOpen(laptop)).toBe(true)
  }
  clock.forward(HOUR_MS)
  expect(isOpen(laptop)).toBe(false)
})

test('signing out ends this session only, and a second time is no error', () => {
  signOut(services, laptop, null)
  signOut(services, laptop, null)
  expect([isOpen(laptop), isOpen(phone)]).toEqual([false, true])
})

test('a new passphrase ends all other sessions', async () => {
  const context = { ...ines.context(), actor: readSession(services, laptop) ?? ines.context().actor }
  await changePassword(context, { current: ines.passphrase, next: 'a new passphrase, long' })
  expect([isOpen(laptop), isOpen(phone)]).toEqual([true, false])
})

test('a reset by an administrator ends all sessions', async () => {
  await resetPassword(felix.context(), { personId: ines.id })
  expect([isOpen(laptop), isOpen(phone)]).toEqual([false, false])
})

describe('a person sees where they are signed in', () => {
  const at = (claim: SessionClaim) => ({
    ...ines.context(),
    actor: readSession(services, claim) ?? ines.context().actor,
  })

  test('and ends one of these sessions, but nobody else’s', () => {
    const [first, second] = listSessions(at(laptop))
    expect([first, second].filter((session) => session?.current)).toHaveLength(1)
    const other = [first, second].find((session) => !session?.current)
    expect(() => revokeSession(felix.context(), { sessionId: other?.id ?? '' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
    revokeSession(at(laptop), { sessionId: other?.id ?? '' })
    expect([isOpen(laptop), isOpen(phone)]).toEqual([true, false])
    expect(() => revokeSession(at(laptop), { sessionId: other?.id ?? '' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
  })

  test('and all others at once', () => {
    expect(revokeOtherSessions(at(phone))).toEqual({ ended: 1 })
    expect([isOpen(laptop), isOpen(phone)]).toEqual([false, true])
  })

  test('an over session is not listed', () => {
    clock.forward(9 * HOUR_MS)
    expect(listSessions(ines.context())).toEqual([])
  })
})

test('administrators can make the limits shorter, for open sessions too', () => {
  updateSettings(felix.context(), { sessionIdleMinutes: 15 })
  clock.forward(HOUR_MS / 4)
  expect(isOpen(laptop)).toBe(false)
})

test('signing out and being disabled end what is open at the signer, also when it does not answer', async () => {
  const left: string[] = []
  const leave = vi.spyOn(services.signer.api, 'leave').mockImplementation(async (person) => {
    left.push(person)
    throw new Error('no answer')
  })
  signOut(services, laptop, null)
  setActive(felix.context(), { personId: ines.id, active: false })
  expect(left).toEqual([ines.id, ines.id])
  leave.mockRestore()
})

test('disabling ends all sessions, and enabling does not bring them back', () => {
  setActive(felix.context(), { personId: ines.id, active: false })
  setActive(felix.context(), { personId: ines.id, active: true })
  expect([isOpen(laptop), isOpen(phone)]).toEqual([false, false])
})

test('roles count from the next call on', () => {
  setRoles(felix.context(), { personId: ines.id, roles: ['auditor'] })
  expect(readSession(services, laptop)?.roles).toEqual(['auditor'])
})

test('a token counts only together with its own person, and unchanged', () => {
  expect(readSession(services, { token: laptop.token, personId: felix.id })).toBeNull()
  expect(readSession(services, { token: `${laptop.token}x`, personId: ines.id })).toBeNull()
})
