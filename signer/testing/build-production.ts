import { randomBytes } from 'node:crypto'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { Policy, TrustChange } from '#core/protocol/protocol.ts'
import { TRUSTEES } from '#core/protocol/trust.ts'
import type { Decision, DecisionKind } from '#core/statement/schemas.ts'
import { digestOf } from '#crypto/digest.ts'
import { type AssertionChanges, type SoftwarePasskey, softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { Authority, type SignerOptions } from '../authority.ts'
import type { NewEntry } from '../journal/journal.ts'
import { createDemoKey } from '../keys/signing-key.ts'
import { PEOPLE, POLICY, ROOT, START } from './build-signer.ts'

export const ORIGIN = 'https://signer.contoso.com'
const nonce = () => randomBytes(24).toString('base64url')
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type NewChange = DistributiveOmit<TrustChange, 'type' | 'genesis' | 'nonce'>

/** A signer in production, founded by the trustees Tilda, Theo and Tara; everybody has a software passkey. */
export interface ProductionSigner {
  readonly authority: Authority
  readonly dir: string
  readonly genesis: string
  readonly passkeys: Map<string, SoftwarePasskey>
  now: Date
  /** Opens the folder again after `authority.stop()`. */
  open(): Authority
  restart(): Authority
  change(change: NewChange): TrustChange
  consent(change: TrustChange, person: string, changes?: AssertionChanges, by?: SoftwarePasskey): Consented
  /** Appends the change with the consents of these people. */
  apply(change: NewChange, people: readonly string[]): void
  decision(planDigest: string, person: string, decision: DecisionKind, changes?: Partial<Decision>): Decision
  assert(decision: Decision, changes?: AssertionChanges): string
}
type Consented = Extract<NewEntry, { kind: 'change' }>['consents'][number]

export async function buildProduction(
  options: Partial<SignerOptions> = {},
  { withKey = true } = {},
): Promise<ProductionSigner> {
  const dir = temporaryFolder()
  const time = { now: START }
  const full: SignerOptions = {
    dir,
    root: ROOT,
    mode: 'production' as const,
    clock: () => time.now,
    pagesOrigin: ORIGIN,
    portalUrl: 'https://portal.contoso.com',
    keyPassphrase: 'correct horse battery staple',
    ...options,
  }
  let authority = new Authority(full)
  const origin = full.pagesOrigin
  const passkeys = new Map<string, SoftwarePasskey>()
  const passkey = (person: string) => {
    const made = passkeys.get(person) ?? softwarePasskey(person)
    passkeys.set(person, made)
    return made
  }
  const trustee = (id: string, name: string) => ({
    person: { id, name, groups: [TRUSTEES], active: true },
    credential: passkey(id).credential,
  })
  const trustees = [trustee('tilda', 'Tilda Berg'), trustee('theo', 'Theo Lund'), trustee('tara', 'Tara Holm')]
  // Any code signing key serves: what keys are accepted is tested where they are installed.
  if (withKey) authority.key = await createDemoKey(dir, time.now, randomBytes, full.keyPassphrase)
  const certificateSha256 = authority.key?.certificateSha256 ?? null
  const genesis = authority.ledger.append({
    kind: 'genesis' as const,
    mode: 'production' as const,
    nonce: nonce(),
    portalKey: null,
    certificateSha256,
    trust: { origin, trustees },
  }).sha256
  const change = (what: NewChange): TrustChange =>
    ({ type: 'mim-gmsa/trust-change/1', genesis, nonce: nonce(), ...what }) as TrustChange
  const consent = (what: TrustChange, person: string, changes: AssertionChanges = {}, by = passkey(person)) => {
    const agreed = {
      type: 'mim-gmsa/consent/1' as const,
      genesis,
      changeSha256: digestOf(what),
      person,
      nonce: nonce(),
      credentialId: by.credential.id,
    }
    return { consent: agreed, assertion: by.assert(Buffer.from(digestOf(agreed), 'hex'), origin, changes) }
  }
  const test: ProductionSigner = {
    get authority() {
      return authority
    },
    dir,
    genesis,
    passkeys,
    get now() {
      return time.now
    },
    set now(at: Date) {
      time.now = at
    },
    open: () => {
      authority = new Authority(full)
      return authority
    },
    restart: () => {
      authority.stop()
      return test.open()
    },
    change,
    consent,
    apply: (what, people) => {
      const made = change(what)
      const consents = people.map((person) => consent(made, person))
      authority.ledger.append({ kind: 'change', change: made, consents })
    },
    decision: (planDigest, person, decision, changes = {}) => ({
      type: 'mim-gmsa/decision/1' as const,
      genesis,
      planDigest,
      decision,
      person,
      method: 'passkey' as const,
      credentialId: passkey(person).credential.id,
      nonce: nonce(),
      commentSha256: null,
      notAfter: `${new Date(time.now.getTime() + 14 * 86_400_000).toISOString().slice(0, 19)}Z`,
      ...changes,
    }),
    assert: (decision, changes = {}) =>
      canonicalJson(passkey(decision.person).assert(Buffer.from(digestOf(decision), 'hex'), origin, changes)),
  }
  return test
}

/** The people of the demo's tests, with a passkey each, and a policy. */
export function populate(test: ProductionSigner, policy: Policy = POLICY): void {
  for (const person of PEOPLE) {
    test.apply({ action: 'set-person', person }, ['tilda', 'theo'])
    if (!person.active) continue
    const passkey = softwarePasskey(person.id)
    test.passkeys.set(person.id, passkey)
    test.apply({ action: 'add-credential', credential: passkey.credential }, ['tilda', 'theo'])
  }
  test.apply({ action: 'set-policy', policy }, ['tilda', 'theo'])
}
