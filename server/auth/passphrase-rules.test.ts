import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { generatePassphrase, passphraseProblem } from './passphrase-rules.ts'

test.each([
  'demo-Contoso-2026',
  'all lower case and blanks',
  '漢字かな交じりの長い合言葉です。',
  'x'.repeat(3) + 'abcdefgh'.repeat(24),
])('%s is taken: no rule about kinds of characters', (passphrase) => {
  expect(passphraseProblem(passphrase, 'ines-keller')).toBeNull()
})

test.each([
  ['fourteen chars', 'At least 15 characters; this has 14.'],
  ['ab'.repeat(101), 'At most 200 characters; this has 202.'],
  ['aaaaaaaaaaaaaaaaaaaa', 'Fewer than 5 different characters'],
  ['CorrectHorseBatteryStaple', 'on every list'],
  ['ines-keller12345', 'mostly the user name'],
  ['half a character \ud800', 'half a character'],
])('%s is refused with its reason', (passphrase, reason) => {
  expect(passphraseProblem(passphrase, 'ines-keller')).toContain(reason)
})

test('a generated passphrase is six words, passes the rules, and is another one each time', () => {
  const all = Array.from({ length: 50 }, () => generatePassphrase(randomBytes))
  for (const one of all) {
    expect(one).toMatch(/^([a-z]{3,8}-){5}[a-z]{3,8}$/)
    expect(passphraseProblem(one, 'ines-keller')).toBeNull()
  }
  expect(new Set(all).size).toBe(50)
})
