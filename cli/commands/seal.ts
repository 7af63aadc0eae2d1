import { existsSync, writeFileSync } from 'node:fs'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { readBytes } from '#cli/read-input.ts'
import { readSecretLine } from '#cli/read-secret-line.ts'
import { AppError } from '#core/errors/app-error.ts'
import { fromBase64 } from '#crypto/cms-envelope/armour.ts'
import { checkRecipient, readRecipient } from '#crypto/cms-envelope/recipient.ts'
import { sealSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { FormatError } from '#crypto/format-error.ts'

export const SEAL_USAGE =
  'mim-gmsa seal --certificate FILE --request MG-0001 --host FQDN --account DOMAIN\\NAME$ --out FILE'

const OPTIONS = {
  certificate: { type: 'string' },
  request: { type: 'string' },
  host: { type: 'string' },
  account: { type: 'string' },
  out: { type: 'string' },
} as const

/**
 * `mim-gmsa seal`: encrypts the mailbox password for one server, without a network. The password is one line of standard input, which a
 * terminal does not show. Throws AppError: BAD_INPUT for a wrong call, certificate or password, CONFLICT when the file is there.
 */
export async function seal(args: string[], io: Io, read: () => Promise<string> = readSecretLine): Promise<number> {
  if (args.includes('--help')) {
    io.out(SEAL_USAGE)
    return 0
  }
  const { certificate, request, host, account, out } = readOptions(args, OPTIONS, SEAL_USAGE).values
  if (!certificate || !request || !host || !account || !out) {
    throw new AppError('BAD_INPUT', `Every option is needed. ${SEAL_USAGE}`)
  }
  if (existsSync(out)) throw new AppError('CONFLICT', `${out} is there already. Name a new file.`)
  try {
    const recipient = await readRecipient(certificateBytes(readBytes(certificate)))
    checkRecipient(recipient, host, new Date())
    io.err(`SHA-256 of the certificate: ${recipient.sha256}. Compare it with the host.`)
    io.err('Password of the mailbox:')
    writeFileSync(out, await sealSecret(await read(), { request, host, account }, recipient), {
      mode: 0o600,
      flag: 'wx',
    })
  } catch (error) {
    if (error instanceof FormatError || error instanceof RangeError) {
      throw new AppError('BAD_INPUT', error.message, { cause: error })
    }
    throw error
  }
  io.err(`${out} opens on ${host} alone, for ${request} and ${account}.`)
  return 0
}

/** DER, or the first certificate of a PEM file. */
function certificateBytes(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes
  const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/.exec(Buffer.from(bytes).toString('latin1'))?.[1]
  if (pem === undefined) throw new FormatError('CERTIFICATE', 'The file holds no certificate, neither DER nor PEM.')
  return fromBase64(pem.replace(/\s/g, ''))
}
