import type { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import type { bundleFilesSchema } from '#core/protocol/protocol.ts'
import type { Authority } from './authority.ts'

/** The signer's files of one signed bundle. CONFLICT before it is signed, NOT_FOUND for a target that the plan does not have. */
export function readBundle(
  authority: Authority,
  planDigest: string,
  target: string,
): z.infer<typeof bundleFilesSchema> {
  const { signed } = authority.record(planDigest)
  if (!signed) throw new AppError('CONFLICT', 'This plan is not signed yet.')
  const manifest = Object.hasOwn(signed.manifests, target) ? signed.manifests[target] : undefined
  if (manifest === undefined) throw new AppError('NOT_FOUND', 'The plan has no such target.')
  const files = authority.signedStore.get(manifest).map(({ path, bytes, sha256 }) => ({
    path,
    bytes: bytes.length,
    sha256,
    base64: Buffer.from(bytes).toString('base64'),
  }))
  return { planDigest, target, files }
}
