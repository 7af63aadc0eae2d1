import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassphrase, isPassphrase, NOBODYS_HASH } from './passphrase-hash.ts'

const COST = '$argon2id$v=19$m=19456,t=2,p=1$'

test('a hash is Argon2id with 19 MiB and two passes, salted, and knows only its own passphrase', async () => {
  const first = await hashPassphrase('correct staple battery', randomBytes)
  const second = await hashPassphrase('correct staple battery', randomBytes)
  expect(first.startsWith(COST)).toBe(true)
  expect(first).not.toBe(second)
  expect(await isPassphrase('correct staple battery', first)).toBe(true)
  expect(await isPassphrase('correct staple batterz', first)).toBe(false)
})

test('an unknown user costs the same work as a known one, and no passphrase fits', async () => {
  expect(NOBODYS_HASH.startsWith(COST)).toBe(true)
  expect(await isPassphrase('', NOBODYS_HASH)).toBe(false)
})

test('the same letters typed on another keyboard are the same passphrase', async () => {
  const hash = await hashPassphrase('Mu\u0308nchner Freiheit', randomBytes)
  expect(await isPassphrase('M\u00fcnchner Freiheit', hash)).toBe(true)
})

test.each(['', 'plain', `${COST}c2FsdA`, '$2b$10$abcdefghijklmnopqrstuv'])(
  'the stored text %j is refused',
  async (phc) => {
    await expect(isPassphrase('x', phc)).rejects.toThrow('cannot be read')
  },
)
