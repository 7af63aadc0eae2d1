import { AppError } from '#core/errors/app-error.ts'
import { type DiscoveryScript, readDiscoveryScript } from '#crypto/release/discovery-script.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { ScriptView } from './views.ts'

/** What the portal says of the script: the digest is that of the bytes which it hands out. */
export function viewScript({ actor }: Pick<UseCaseContext, 'actor'>): ScriptView {
  assertAllowed(actor, 'discovery.script')
  const { name, version, sha256, bytes, isSigned } = scriptOfRelease()
  return { name, version, sha256, bytes: bytes.length, isSigned }
}

/** The script itself, for everybody who is signed in; no request is needed. */
export function downloadScript({ actor }: Pick<UseCaseContext, 'actor'>): DiscoveryScript {
  assertAllowed(actor, 'download.discoveryScript')
  return scriptOfRelease()
}

function scriptOfRelease(): DiscoveryScript {
  try {
    return readDiscoveryScript(process.cwd())
  } catch (cause) {
    throw new AppError(
      'INTERNAL',
      'The discovery script is missing from this installation. Install the portal again.',
      {
        cause,
      },
    )
  }
}
