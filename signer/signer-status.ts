import { GENERATOR } from '#core/generate/generator.ts'
import type { SignerStatus } from '#core/protocol/protocol.ts'
import type { Authority } from './authority.ts'
import type { SigningKey } from './keys/signing-key.ts'
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
    passkeys: [...state.credentials.values()].map(
      ({ credential: { id, person, label, synced }, addedAt, revokedAt }) => ({
        id,
        person,
        label,
        synced,
        addedAt,
        revokedAt,
      }),
    ),
    certificateSha256: key?.certificateSha256 ?? null,
    certificateNotAfter: key?.notAfter.toISOString() ?? null,
    key: key ? signingKeyStatus(key, state.keys) : null,
    pagesOrigin: options.pagesOrigin,
  }
}

function signingKeyStatus(key: SigningKey, installed: readonly string[]): NonNullable<SignerStatus['key']> {
  return {
    certificateSha256: key.certificateSha256,
    subject: key.subject,
    notBefore: key.notBefore.toISOString(),
    notAfter: key.notAfter.toISOString(),
    chain: [...key.issuers],
    encrypted: key.encrypted,
    retired: installed.filter((sha256) => sha256 !== key.certificateSha256),
  }
}
