import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'

/** Name of the systemd credential (`LoadCredentialEncrypted=`), looked for when no file is configured. */
export const PASSPHRASE_CREDENTIAL = 'mim-gmsa-signer-key-passphrase'
const MIN_CHARACTERS = 20

/** The passphrase of the key's file from the configured file or the systemd credential; undefined without either. BAD_INPUT when it is unfit. */
export function readPassphrase(
  configured: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const folder = variables.CREDENTIALS_DIRECTORY
  const credential = folder === undefined ? null : join(folder, PASSPHRASE_CREDENTIAL)
  const path = configured !== 'none' ? configured : credential !== null && existsSync(credential) ? credential : null
  if (path === null) return undefined
  const passphrase = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (passphrase.length >= MIN_CHARACTERS) return passphrase
  throw new AppError(
    'BAD_INPUT',
    `The passphrase of the signing key must have at least ${MIN_CHARACTERS} characters, in a file that the signer’s account can read, e.g. made by \`openssl rand -base64 48\`.`,
  )
}
