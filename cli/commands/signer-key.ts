import { writeFileSync } from 'node:fs'
import { onlyFile, readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { readBytes, readText } from '#cli/read-input.ts'
import { withAuthority } from '#cli/signer-host.ts'
import { AppError } from '#core/errors/app-error.ts'
import { expiryWarning } from '#core/keys/expiry.ts'
import { FormatError } from '#crypto/format-error.ts'
import { readPfx } from '#crypto/pfx/read-pfx.ts'
import { readCertificates } from '#crypto/x509/read-certificates.ts'
import { readPemKey } from '#crypto/x509/read-key-pem.ts'
import type { Authority } from '#signer/authority.ts'
import { type Installed, installAnswer, installKey, requestCertificate } from '#signer/keys/install-key.ts'
import { signerStatus } from '#signer/signer-status.ts'

export const SIGNER_KEY_USAGE = `mim-gmsa signer key list [--json]
    mim-gmsa signer key import FILE.pfx|FILE.pem [--password-file FILE] [--json]
    mim-gmsa signer key request --name NAME --organization NAME --out FILE.csr [--json]
    mim-gmsa signer key answer FILE [--json]`

const OPTIONS = {
  'password-file': { type: 'string' },
  name: { type: 'string' },
  organization: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

type Variables = Readonly<Record<string, string | undefined>>
interface Call {
  readonly files: readonly string[]
  readonly values: {
    readonly 'password-file'?: string
    readonly name?: string
    readonly organization?: string
    readonly out?: string
    readonly json: boolean
  }
  readonly io: Io
}

/** `mim-gmsa signer key …`: shows, installs and requests the signing key of a stopped signer. Throws AppError. */
export async function signerKey(args: string[], io: Io, variables: Variables): Promise<number> {
  if (args.includes('--help')) {
    io.out(SIGNER_KEY_USAGE)
    return 0
  }
  const { values, positionals } = readOptions(args, OPTIONS, SIGNER_KEY_USAGE)
  const [verb = '', ...files] = positionals
  const work = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!work) throw new AppError('BAD_INPUT', SIGNER_KEY_USAGE)
  return withAuthority(variables, (authority) => work(authority, { files, values, io }))
}

const VERBS: Readonly<Record<string, (authority: Authority, call: Call) => Promise<number>>> = {
  list: async (authority, { values, io }) => {
    const { key } = signerStatus(authority)
    if (values.json) io.out(JSON.stringify({ key }))
    else if (key === null) io.out('This signer has no signing key.')
    else {
      io.out(`${key.certificateSha256}  ${key.subject}, ${key.notBefore.slice(0, 10)} to ${key.notAfter.slice(0, 10)}`)
      for (const sha256 of key.retired) io.out(`${sha256}  retired: its bundles stay verifiable`)
      const warning = expiryWarning(key.notAfter, authority.options.clock())
      if (warning) io.err(warning.sentence)
    }
    return 0
  },
  import: async (authority, call) => {
    const { key, certificates } = readKeyFile(onlyFile(call.files, SIGNER_KEY_USAGE), call.values['password-file'])
    return told(installKey(authority, key, certificates), call)
  },
  request: async (authority, { files, values, io }) => {
    const { name, organization, out } = values
    if (!name || !organization || !out || files.length > 0) throw new AppError('BAD_INPUT', SIGNER_KEY_USAGE)
    const { pem, publicKeySha256 } = await requestCertificate(authority, { commonName: name, organization })
    writeNew(out, pem)
    if (values.json) io.out(JSON.stringify({ publicKeySha256, out }))
    else io.out(`${out} is the request for the CA. The private key stays here. Then: mim-gmsa signer key answer FILE`)
    return 0
  },
  answer: async (authority, call) => {
    const file = readBytes(onlyFile(call.files, SIGNER_KEY_USAGE))
    return told(
      installAnswer(
        authority,
        refusing(() => readCertificates(file)),
      ),
      call,
    )
  },
}

function told({ key, retired }: Installed, { values, io }: Call): number {
  const { certificateSha256, subject, notAfter, issuers } = key
  if (values.json) io.out(JSON.stringify({ certificateSha256, subject, notAfter, issuers, retired }))
  else {
    io.out(certificateSha256)
    io.err(
      `The signer signs with ${subject}, valid until ${notAfter.toISOString().slice(0, 10)}. The SHA-256 above is what operators pin.`,
    )
    if (retired) io.err(`${retired} is retired: bundles that it signed stay verifiable with it.`)
  }
  return 0
}

function readKeyFile(path: string, passwordFile: string | undefined) {
  const bytes = readBytes(path)
  const password = passwordFile === undefined ? undefined : readText(passwordFile).replace(/\r?\n$/, '')
  return refusing(() => {
    const text = Buffer.from(bytes).toString('latin1')
    if (text.includes('-----BEGIN ')) {
      return { key: readPemKey(text, password), certificates: readCertificates(bytes) }
    }
    if (password === undefined) throw new FormatError('PFX', 'A PFX needs its password: give it with --password-file.')
    const { privateKey, certificates } = readPfx(bytes, password)
    return { key: privateKey, certificates }
  })
}

function refusing<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) throw new AppError('UNPROCESSABLE', error.message, { cause: error })
    throw error
  }
}

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' })
  } catch (cause) {
    throw new AppError('CONFLICT', `${path} can not be written: it exists already, or its folder is missing.`, {
      cause,
    })
  }
}
