import { GENERATOR } from '#core/generate/generator.ts'
import type { SignerStatus } from '#core/protocol/protocol.ts'
import type { Authority } from './authority.ts'
import { currentPolicies } from './state/state.ts'

/** What the web may know. Nobody can be set up half: without journal or key the signer says that it is not initialised. */
export function signerStatus({ ledger, key, options }: Authority): SignerStatus {
  const { state, journal } = ledger
  return {
    initialised: state.genesis !== null && key !== null,
    mode: options.mode,
    genesis: state.genesis?.digest ?? null,
    generator: GENERATOR,
    journalSize: journal.lines.length,
    policies: currentPolicies(state),
    people: [...state.people.values()],
    certificateSha256: key?.certificateSha256 ?? null,
    certificateNotAfter: key?.notAfter.toISOString() ?? null,
    pagesOrigin: options.pagesOrigin,
  }
}
