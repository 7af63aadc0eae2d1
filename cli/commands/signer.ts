import type { Io } from '#cli/io.ts'
import { AppError } from '#core/errors/app-error.ts'
import { SIGNER_INIT_USAGE, signerInit } from './signer-init.ts'
import { SIGNER_KEY_USAGE, signerKey } from './signer-key.ts'

export const SIGNER_USAGE = `${SIGNER_INIT_USAGE}
    ${SIGNER_KEY_USAGE}`

/** `mim-gmsa signer …`: what the signer's administrators do on its host, under its account. */
export async function signerCommand(
  args: string[],
  io: Io,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const [noun, ...rest] = args
  if (noun === 'init') return signerInit(rest, io, variables)
  if (noun === 'key') return signerKey(rest, io, variables)
  if (args.includes('--help')) {
    io.out(SIGNER_USAGE)
    return 0
  }
  throw new AppError('BAD_INPUT', SIGNER_USAGE)
}
