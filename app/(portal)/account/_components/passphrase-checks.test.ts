import { describe, expect, it } from 'vitest'
import { passphraseProblem } from '#server/auth/passphrase-rules.ts'
import { passphraseChecks } from './passphrase-checks.ts'

describe('passphraseChecks', () => {
  it.each([
    'short',
    'aaaaaaaaaaaaaaaa',
    'ines-kelleraaaabc',
    'ｆｕｌｌ ｗｉｄｔｈ ｌｅｔｔｅｒｓ',
    '🦊🦊🦊🦊🦊',
    'harbor velvet pigeon crisp',
  ])('agrees with the server about %j', (passphrase) => {
    const { enough, varied, notTheName } = passphraseChecks(passphrase, 'ines-keller')
    expect(enough && varied && notTheName).toBe(passphraseProblem(passphrase, 'ines-keller') === null)
  })

  it('blames the user name only where it stands', () => {
    expect(passphraseChecks('short', 'ines-keller').notTheName).toBe(true)
    expect(passphraseChecks('ines-kellerX', 'ines-keller').notTheName).toBe(false)
  })

  it('counts characters as people see them', () => {
    expect(passphraseChecks('🦊🦊🦊', 'x').characters).toBe(3)
  })
})
