import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import type { Policy } from '#core/protocol/protocol.ts'
import type { Credential } from '#core/protocol/trust.ts'
import type { Genesis, SignerState, SubmissionRecord } from '../state/state.ts'

/** `decisions.json`: everybody who said something on this plan, their evidence, and of their groups those that the policy asks for. */
export function decisionsFile(
  state: SignerState,
  genesis: Genesis,
  record: SubmissionRecord,
  policy: Policy,
): Uint8Array {
  const asked = new Set(policy.groups.map(({ id }) => id))
  const ids = new Set(record.decisions.map(({ decision }) => decision.person))
  const people = [...ids].toSorted().flatMap((id) => {
    const person = state.people.get(id)
    return person ? [{ ...person, groups: person.groups.filter((group) => asked.has(group)) }] : []
  })
  const file: DecisionsFile = {
    type: 'mim-gmsa/decisions/1',
    planDigest: record.planDigest,
    genesis: genesis.entry,
    policy,
    people,
    authors: [...record.authors],
    credentials: credentialsOf(state, record),
    decisions: record.decisions.map(({ seq, at, decision, evidence }) => ({ seq, at, decision, evidence })),
  }
  return Buffer.from(canonicalJson(file), 'utf8')
}

function credentialsOf({ credentials }: SignerState, { decisions }: SubmissionRecord): Credential[] {
  const used = new Set(decisions.map(({ decision }) => decision.credentialId))
  return [...credentials.values()].map(({ credential }) => credential).filter(({ id }) => used.has(id))
}
