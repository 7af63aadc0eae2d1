import { expect, test } from 'vitest'
import { expiryWarning } from './expiry.ts'

const END = '2027-03-01T12:00:00.000Z'
const before = (days: number) => new Date(Date.parse(END) - days * 86_400_000)

test.each([
  [60.01, null],
  [60, 60],
  [30.5, 60],
  [30, 30],
  [7.1, 30],
  [7, 7],
  [0.1, 7],
  [0, 'ended'],
  [-1, 'ended'],
])('%s days before the end the stage is %s', (days, stage) => {
  expect(expiryWarning(END, before(days))?.stage ?? null).toBe(stage)
})

test('the sentence names the day, what is left and what to do', () => {
  expect(expiryWarning(END, before(7))?.sentence).toBe(
    'The signing certificate ends on 2027-03-01, in 7 days. Install a newer one on the signer’s host: `mim-gmsa signer key request`, or `mim-gmsa signer key import`.',
  )
})
