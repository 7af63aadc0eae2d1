import { createInterface } from 'node:readline/promises'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { withAuthority } from '#cli/signer-host.ts'
import { parseSetting } from '#core/config/settings.ts'
import { AppError } from '#core/errors/app-error.ts'
import { foundSigner, type Trustee } from '#signer/passkey/founding.ts'

export const SIGNER_INIT_USAGE = 'mim-gmsa signer init --trustee ID=NAME --trustee ID=NAME [--trustee ID=NAME …]'

const OPTIONS = { trustee: { type: 'string', multiple: true } } as const

/** `mim-gmsa signer init`: founds a signer in production with its first trustees, on its host. Throws AppError. */
export async function signerInit(
  args: string[],
  io: Io,
  variables: Readonly<Record<string, string | undefined>>,
  confirm: (question: string) => Promise<boolean> = askConsole,
): Promise<number> {
  if (args.includes('--help')) {
    io.out(SIGNER_INIT_USAGE)
    return 0
  }
  const { values } = readOptions(args, OPTIONS, SIGNER_INIT_USAGE)
  const trustees = (values.trustee ?? []).map(readTrustee)
  if (trustees.length < 2) throw new AppError('BAD_INPUT', `Name two trustees or more. ${SIGNER_INIT_USAGE}`)
  return withAuthority(variables, async (authority) => {
    if (trustees.length === 2) {
      io.err('With two trustees nothing can be added any more once one of them loses their passkey. Three are better.')
    }
    const port = parseSetting('MIM_GMSA_SIGNER_PORT', variables)
    const genesis = await foundSigner({ authority, port, trustees, confirm, say: (line) => io.err(line) })
    io.out(genesis)
    io.err('This is the genesis: write it down. It stands in every plan statement and names the trustees’ passkeys.')
    if (!authority.key) io.err('Now install the signing key: mim-gmsa signer key import FILE.')
    return 0
  })
}

function readTrustee(text: string): Trustee {
  const [, id, name] = /^([a-z0-9][a-z0-9-]{0,63})=(.{1,200})$/.exec(text) ?? []
  if (id === undefined || name === undefined) {
    throw new AppError('BAD_INPUT', `“${text}” is no trustee: write the id of the portal, = and the name.`)
  }
  return { id, name }
}

async function askConsole(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(`${question} Type yes: `)).trim().toLowerCase() === 'yes'
  } finally {
    lines.close()
  }
}
