import { AppError, assertNever } from '#core/errors/app-error.ts'
import { whyUnsatisfiable } from '#core/policy/simulate-policy.ts'
import type { SignerPerson, TrustChange } from '#core/protocol/protocol.ts'
import { TRUSTEES } from '#core/protocol/trust.ts'
import { loadKey } from '#crypto/webauthn/public-key.ts'
import { currentPolicies, type SignerState } from '../state/state.ts'
import { asRefusal } from './as-refusal.ts'
import { whoCould } from './who-could.ts'

const refuse = (sentence: string) => new AppError('UNPROCESSABLE', sentence)

/** Adding needs two trustees; taking away needs one, because stopping must be quicker than starting. */
export function consentsNeeded({ action }: TrustChange): number {
  return action === 'revoke-credential' || action === 'restrict-person' ? 1 : 2
}

/** Whose rights the change touches; null where it is a policy or takes something away. */
export function subjectOf(change: TrustChange): string | null {
  if (change.action === 'set-person') return change.person.id
  return change.action === 'add-credential' ? change.credential.person : null
}

/** Does this change fit what the journal says by now? Throws AppError with the reason. */
export function checkChange(state: SignerState, change: TrustChange): void {
  if (!state.genesis?.origin) throw refuse('A demo has no trustees: its people and policies stand in its seed.')
  if (change.genesis !== state.genesis.digest) throw refuse('The change was made for another signer.')
  if (state.nonces.has(change.nonce)) throw new AppError('CONFLICT', 'This change was made already.')
  switch (change.action) {
    case 'set-person':
      return
    case 'restrict-person':
      checkRestriction(state.people.get(change.person.id), change.person)
      return
    case 'add-credential':
      checkNewCredential(state, change)
      return
    case 'revoke-credential': {
      const known = state.credentials.get(change.credentialId)
      if (!known || known.revokedAt !== null) throw refuse('There is no such passkey, or it was revoked before.')
      return
    }
    case 'set-policy':
      checkPolicy(state, change)
      return
    default:
      assertNever(change)
  }
}

function checkRestriction(known: SignerPerson | undefined, next: SignerPerson): void {
  if (!known) throw refuse('The signer does not know this person.')
  const more = next.groups.some((group) => !known.groups.includes(group)) || (next.active && !known.active)
  if (more || next.name !== known.name)
    throw refuse('This gives somebody more than they have: two trustees have to agree.')
}

function checkNewCredential(
  state: SignerState,
  { credential }: Extract<TrustChange, { action: 'add-credential' }>,
): void {
  if (!state.people.get(credential.person)?.active) throw refuse('The signer knows no active person of this name.')
  const known = [...state.credentials.values()].some(
    (other) => other.credential.id === credential.id || other.credential.publicKey === credential.publicKey,
  )
  if (known) throw refuse('This passkey is enrolled already, or was once.')
  asRefusal(() => loadKey(credential))
}

function checkPolicy(state: SignerState, { policy }: Extract<TrustChange, { action: 'set-policy' }>): void {
  const newest = currentPolicies(state).find(({ id }) => id === policy.id)
  if (policy.version !== (newest?.version ?? 0) + 1) {
    throw refuse(`The next version of the policy “${policy.id}” is ${(newest?.version ?? 0) + 1}.`)
  }
  if (newest && newest.kind !== policy.kind) throw refuse('A policy stays with its kind of request.')
  if (new Set(policy.groups.map(({ id }) => id)).size < policy.groups.length) {
    throw refuse('The policy names a group twice.')
  }
  if (policy.groups.some(({ id }) => id === TRUSTEES)) {
    throw refuse('Trustees change people and policies; to decide on plans they have to be in another group too.')
  }
  const reason = whyUnsatisfiable(policy, whoCould(state, policy))
  if (reason !== null) throw refuse(`${reason} Active people with a passkey that it accepts count. Add them first.`)
}
