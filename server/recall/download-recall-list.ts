import { AppError } from '#core/errors/app-error.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'

export interface RecallListDownload {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The signer's recall list, asked for now: a copy kept here could be an old one. SIGNER_UNREACHABLE says what to do instead. */
export async function downloadRecallList({ actor, signer }: UseCaseContext): Promise<RecallListDownload> {
  assertAllowed(actor, 'download.recallList')
  try {
    const { base64 } = await signer.api.recallList()
    return { fileName: 'recall-list.p7m', bytes: Buffer.from(base64, 'base64') }
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'SIGNER_UNREACHABLE') throw cause
    throw new AppError(
      'SIGNER_UNREACHABLE',
      'The signer does not answer, so there is no new recall list. Use the last one that you have, and ask whether something was recalled since.',
      { cause },
    )
  }
}
