import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSignInLimits, type SignInLimits } from './sign-in-limits.ts'

const MINUTE_MS = 60_000
let limits: SignInLimits

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-24T08:00:00Z') })
  limits = createSignInLimits()
})
afterEach(() => vi.useRealTimers())

async function attempts(count: number, user: (index: number) => string, address: string) {
  const answers = []
  for (let index = 0; index < count; index += 1) answers.push(await limits.admit(user(index), address))
  return answers
}

test('the eleventh attempt on one account is refused, from whatever address, and only the first refusal says so', async () => {
  expect((await attempts(10, () => 'ines', '192.0.2.1')).every(({ admitted }) => admitted)).toBe(true)
  expect(await limits.admit('ines', '192.0.2.2')).toEqual({ admitted: false, minutes: 15, first: true })
  expect(await limits.admit('ines', '192.0.2.3')).toMatchObject({ admitted: false, first: false })
  expect(await limits.admit('petr', '192.0.2.1')).toEqual({ admitted: true })
})

test('the door opens again after 15 minutes, not before', async () => {
  await attempts(11, () => 'ines', '192.0.2.1')
  vi.advanceTimersByTime(14 * MINUTE_MS)
  expect(await limits.admit('ines', '192.0.2.1')).toMatchObject({ admitted: false, minutes: 1 })
  vi.advanceTimersByTime(MINUTE_MS)
  expect(await limits.admit('ines', '192.0.2.1')).toEqual({ admitted: true })
})

test('one address that tries many accounts is refused after 60 attempts, other addresses are not', async () => {
  const user = (index: number) => `user${index}`
  expect((await attempts(60, user, '192.0.2.1')).every(({ admitted }) => admitted)).toBe(true)
  expect(await limits.admit('another', '192.0.2.1')).toMatchObject({ admitted: false, first: true })
  expect(await limits.admit('another', '192.0.2.2')).toEqual({ admitted: true })
})

test('who signs in rightly a hundred times is never refused', async () => {
  for (let index = 0; index < 100; index += 1) {
    expect(await limits.admit('ines', '192.0.2.1')).toEqual({ admitted: true })
    await limits.succeeded('ines', '192.0.2.1')
  }
})
