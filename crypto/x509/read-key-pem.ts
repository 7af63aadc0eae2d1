import { createPrivateKey, type KeyObject } from 'node:crypto'
import { FormatError } from '../format-error.ts'

const KEY_BLOCK = /-----BEGIN ((?:RSA |ENCRYPTED )?PRIVATE KEY)-----[A-Za-z0-9+/=:,\s-]*?-----END \1-----/g
const MAX_CHARACTERS = 1_000_000

/** The only private key of a PEM file: PKCS #8, encrypted PKCS #8, or the older RSA form. Throws FormatError with the remedy. */
export function readPemKey(text: string, password: string | undefined): KeyObject {
  if (text.length > MAX_CHARACTERS) throw new FormatError('PEM', 'The file is larger than 1 MB: it is no key.')
  const blocks = [...text.matchAll(KEY_BLOCK)].map(([block]) => block)
  const [block] = blocks
  if (block === undefined || blocks.length !== 1) {
    throw new FormatError('PEM', `The PEM file must hold exactly one private key; it holds ${blocks.length}.`)
  }
  const needsPassword = /ENCRYPTED/.test(block)
  if (needsPassword && password === undefined) {
    throw new FormatError('PEM', 'The private key is encrypted. Give its password with --password-file.')
  }
  try {
    return createPrivateKey({ key: block, ...(password === undefined ? {} : { passphrase: password }) })
  } catch (error) {
    const why = needsPassword
      ? 'The password does not fit the private key, or the key is damaged.'
      : 'The private key is damaged.'
    throw new FormatError('PEM', why, error)
  }
}
