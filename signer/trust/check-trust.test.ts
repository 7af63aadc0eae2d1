import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { TRUSTEES } from '#core/protocol/trust.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { buildProduction, ORIGIN, type ProductionSigner, populate } from '../testing/build-production.ts'
import { POLICY } from '../testing/build-signer.ts'

let made: ProductionSigner
beforeEach(async () => {
  made = await buildProduction({}, { withKey: false })
})
const mallory = { id: 'mallory', name: 'Mallory', groups: ['directory-operations'], active: true }
const append = (change: ReturnType<ProductionSigner['change']>, consents: ReturnType<ProductionSigner['consent']>[]) =>
  made.authority.ledger.append({ kind: 'change', change, consents })

test('two trustees add a person, a passkey and a policy; the journal replays to the same', () => {
  populate(made)
  const before = [...made.authority.ledger.state.credentials.keys()]
  const { state } = made.restart().ledger
  expect([...state.credentials.keys()]).toEqual(before)
  expect(state.people.get('tomas')?.groups).toEqual(['directory-operations'])
  expect(state.policies).toEqual([POLICY])
})

test('one trustee alone adds nothing, also when they agree twice', () => {
  const change = made.change({ action: 'set-person', person: mallory })
  expect(() => append(change, [made.consent(change, 'tilda')])).toThrow('One trustee alone')
  const twice = [made.consent(change, 'tilda'), made.consent(change, 'tilda')]
  expect(() => append(change, twice)).toThrow('One trustee counts once')
})

test('one trustee does not count for another with their own passkey', () => {
  const change = made.change({ action: 'set-person', person: mallory })
  const own = made.passkeys.get('tilda')
  const borrowed = made.consent(change, 'theo', {}, own)
  expect(() => append(change, [made.consent(change, 'tilda'), borrowed])).toThrow('not enrolled for this person')
})

test('people who are no trustees agree to nothing', () => {
  populate(made)
  const change = made.change({ action: 'set-person', person: mallory })
  expect(() => append(change, [made.consent(change, 'tilda'), made.consent(change, 'tomas')])).toThrow('Only trustees')
})

test('a passkey of a trustee is added by the two others, not with the trustee’s own word', () => {
  const second = softwarePasskey('tilda')
  const change = made.change({ action: 'add-credential', credential: second.credential })
  const own = [made.consent(change, 'tilda'), made.consent(change, 'theo')]
  expect(() => append(change, own)).toThrow('of their own person or passkeys')
  made.apply({ action: 'add-credential', credential: second.credential }, ['theo', 'tara'])
  expect(made.authority.ledger.state.credentials.get(second.credential.id)?.revokedAt).toBeNull()
})

test('a public key that was swapped after the trustees agreed is refused', () => {
  populate(made)
  const honest = softwarePasskey('tomas')
  const swapped = softwarePasskey('tomas')
  const agreed = made.change({ action: 'add-credential', credential: honest.credential })
  const consents = [made.consent(agreed, 'tilda'), made.consent(agreed, 'theo')]
  const credential = { ...honest.credential, publicKey: swapped.credential.publicKey }
  expect(() => append({ ...agreed, credential } as typeof agreed, consents)).toThrow('agreed to another change')
})

test('a passkey that is enrolled for one person is enrolled for nobody else', () => {
  populate(made)
  const taken = made.passkeys.get('tomas')?.credential
  if (!taken) throw new Error('no passkey')
  expect(() =>
    made.apply({ action: 'add-credential', credential: { ...taken, person: 'amara' } }, ['tilda', 'theo']),
  ).toThrow('enrolled already')
})

test('one trustee revokes a passkey and restricts a person; giving more that way is refused', () => {
  populate(made)
  const tomas = made.passkeys.get('tomas')?.credential.id ?? ''
  made.apply({ action: 'revoke-credential', credentialId: tomas }, ['tara'])
  expect(made.authority.ledger.state.credentials.get(tomas)?.revokedAt).not.toBeNull()
  const amara = { id: 'amara', name: 'Amara Okafor', groups: [], active: true }
  made.apply({ action: 'restrict-person', person: amara }, ['tara'])
  const more = { ...amara, groups: [TRUSTEES] }
  expect(() => made.apply({ action: 'restrict-person', person: more }, ['tara'])).toThrow('gives somebody more')
})

test('the word of a revoked trustee’s passkey counts no more', () => {
  made.apply({ action: 'revoke-credential', credentialId: made.passkeys.get('theo')?.credential.id ?? '' }, ['tilda'])
  expect(() => made.apply({ action: 'set-person', person: mallory }, ['tilda', 'theo'])).toThrow('was revoked')
})

test.each([
  ['used elsewhere', { origin: 'https://portal.contoso.com' }, 'was used on https://portal.contoso.com'],
  ['used on another port', { origin: `${ORIGIN}:8443` }, 'was used on'],
  ['of the parent domain', { rpId: 'contoso.com' }, 'belongs to another host'],
  ['in a frame', { clientData: { crossOrigin: true } }, 'inside a frame'],
  ['below another page', { clientData: { topOrigin: 'https://portal.contoso.com' } }, 'inside a frame'],
  ['without user verification', { flags: 0x01 }, 'did not verify its user'],
  ['from an enrolment', { type: 'webauthn.create' }, 'not for “webauthn.get”'],
  ['for another challenge', { challenge: new Uint8Array(32) }, 'another challenge'],
])('a consent %s is refused', (_name, changes, reason) => {
  const change = made.change({ action: 'set-person', person: mallory })
  const consents = [made.consent(change, 'tilda'), made.consent(change, 'theo', changes)]
  expect(() => append(change, consents)).toThrow(reason)
})

test('a consent counts once: the same change again is refused', () => {
  const change = made.change({ action: 'set-person', person: mallory })
  const consents = [made.consent(change, 'tilda'), made.consent(change, 'theo')]
  append(change, consents)
  expect(() => append(change, consents)).toThrow('made already')
})

test('in production nobody writes people or policies without passkeys', () => {
  const { ledger } = made.authority
  expect(() => ledger.append({ kind: 'person', person: mallory })).toThrow('passkeys only')
  expect(() => ledger.append({ kind: 'policy', policy: POLICY })).toThrow('passkeys only')
})

test('a policy that nobody can satisfy is refused, with who is missing', () => {
  expect(() => made.apply({ action: 'set-policy', policy: POLICY }, ['tilda', 'theo'])).toThrow(
    'it needs 1 more of Directory operations, 1 more of Information security. Active people with a passkey',
  )
})

test('people whose only passkey is synced satisfy no policy that refuses those', () => {
  populate(made)
  const amara = made.passkeys.get('amara')?.credential.id ?? ''
  const both = made.passkeys.get('both')?.credential.id ?? ''
  for (const credentialId of [amara, both]) made.apply({ action: 'revoke-credential', credentialId }, ['tilda'])
  const { credential } = softwarePasskey('amara', { synced: true })
  made.apply({ action: 'add-credential', credential }, ['tilda', 'theo'])
  const next = { ...POLICY, version: 2 }
  expect(() => made.apply({ action: 'set-policy', policy: next }, ['tilda', 'theo'])).toThrow('Information security')
  made.apply({ action: 'set-policy', policy: { ...next, allowSyncedPasskeys: true } }, ['tilda', 'theo'])
})

test('a policy gets its next version and no other', () => {
  populate(made)
  expect(() => made.apply({ action: 'set-policy', policy: POLICY }, ['tilda', 'theo'])).toThrow('is 2')
})

test('a journal from yesterday is refused beside the head of today', () => {
  const journal = join(made.dir, 'journal')
  copyFileSync(journal, `${journal}.old`)
  made.apply({ action: 'revoke-credential', credentialId: made.passkeys.get('theo')?.credential.id ?? '' }, ['tilda'])
  made.authority.stop()
  copyFileSync(`${journal}.old`, journal)
  expect(() => made.open()).toThrow(/was written once and is missing/)
})

test('a line that somebody wrote into the file by hand stops the start', () => {
  const change = made.change({ action: 'set-person', person: mallory })
  append(change, [made.consent(change, 'tilda'), made.consent(change, 'theo')])
  made.authority.stop()
  // Canonical, well linked, and remembered by the head: only the trustees never saw this group.
  const journal = join(made.dir, 'journal')
  const forged = readFileSync(journal, 'utf8').replace('["directory-operations"]', `["${TRUSTEES}"]`)
  writeFileSync(journal, forged)
  const sha256 = sha256Hex(Buffer.from(forged.trimEnd().split('\n').at(-1) ?? ''))
  writeFileSync(join(made.dir, 'head'), canonicalJson({ seq: 1, sha256 }))
  expect(() => made.open()).toThrow('entry 1 was not agreed to as it must be (A trustee agreed to another change.)')
})
