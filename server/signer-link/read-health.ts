import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { SignerHealth } from './views.ts'

export function readHealth({ actor, signer }: UseCaseContext): SignerHealth {
  assertAllowed(actor, 'signer.health')
  return signer.health()
}
