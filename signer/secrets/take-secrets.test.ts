import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import { toBase64 } from '#crypto/cms-envelope/armour.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { buildInput, buildSigner, buildSubmission, POLICY, type TestSigner } from '../testing/build-signer.ts'
import type { Sealed } from './check-sealed.ts'
import { takeSecrets } from './take-secrets.ts'
import { ACCOUNT, buildOrder, HOST, sealFor } from './testing.ts'

const UPDATE_POLICY = { ...POLICY, id: 'password-update', kind: 'password-update' as const }
let made: TestSigner
beforeEach(async () => {
  made = await buildSigner({}, undefined, [POLICY, UPDATE_POLICY])
})
const take = (sealed: readonly Sealed[], order = buildOrder(made.genesis), person = 'ines') =>
  takeSecrets(made.authority, { order, person, evidence: '{}', sealed })
const journalled = () => made.authority.ledger.state.secrets
const submission = (sealed: Sealed, certificateSha256: string, requestId = 'MG-0001') => {
  const ciphertexts = { MIMPORTAL: { cms: sealed.cms, recipientCertificateSha256: certificateSha256 } }
  const input = buildInput({ requestId, kind: 'password-update', environment: mailboxUpdate(), ciphertexts })
  return buildSubmission(made.genesis, input, UPDATE_POLICY)
}

test('what a person entered is kept and journalled: who, for whom, and which certificate', async () => {
  const { sealed, recipient } = await sealFor()
  await take([sealed])
  expect(journalled()).toMatchObject([
    {
      requestId: 'MG-0001',
      target: 'MIMPORTAL',
      host: HOST,
      account: ACCOUNT,
      person: 'ines',
      origin: 'typed',
      cmsSha256: sha256Hex(Buffer.from(sealed.cms)),
      recipientCertificateSha256: recipient.sha256,
    },
  ])
  const cmsSha256 = journalled()[0]?.cmsSha256 ?? ''
  expect(await made.signer.secret(cmsSha256)).toEqual({ cms: sealed.cms, certificate: sealed.certificate })
  expect(readFileSync(join(made.dir, 'journal'), 'utf8')).not.toContain('BEGIN CMS')
})

test.each<[string, (sealed: Sealed) => Promise<Partial<Sealed>> | Partial<Sealed>, RegExp]>([
  ['digits of another certificate', () => ({ fingerprint: '0123456789abcdef' }), /digits that were read on the host/],
  ['too few digits', ({ fingerprint }) => ({ fingerprint: fingerprint.slice(0, 15) }), /digits that were read/],
  ['an envelope for another certificate', async () => ({ cms: (await sealFor()).sealed.cms }), /another certificate/],
  ['no envelope', () => ({ cms: 'hunter2' }), /no armoured CMS/],
  ['a certificate that is none', () => ({ certificate: 'AAAA' }), /MIMPORTAL: /],
  ['a server that the order does not name', () => ({ target: 'OTHER' }), /not a server of this request/],
])('%s is refused, and nothing is kept', async (_name, change, words) => {
  const { sealed } = await sealFor()
  await expect(take([{ ...sealed, ...(await change(sealed)) }])).rejects.toThrow(words)
  expect(journalled()).toEqual([])
  expect(readdirSync(join(made.dir, 'secrets'))).toEqual([])
})

test.each<[string, Parameters<typeof makeEncryptionCertificate>[0], RegExp]>([
  ['for another host', { host: 'mimsync.contoso.com' }, /another host: it names mimsync\.contoso\.com/],
  ['that has expired', { notAfter: new Date('2026-11-23T00:00:00Z') }, /expired on 2026-11-23/],
  ['that is not valid yet', { notBefore: new Date('2026-12-01T00:00:00Z') }, /valid from 2026-12-01/],
  ['without the purpose', { purpose: '1.3.6.1.5.5.7.3.1' }, /not for document encryption/],
  ['whose key may not encrypt keys', { usage: 0x80 }, /may not encrypt keys/],
  ['with a short key', { bits: 1024 }, /at least 2048 bits/],
])('a certificate %s is refused with words', async (_name, options, words) => {
  const { sealed } = await sealFor()
  const { certificate } = makeEncryptionCertificate({ host: HOST, ...options })
  await expect(take([{ ...sealed, certificate: toBase64(certificate) }])).rejects.toThrow(words)
})

test('the host may stand in the alternative names, in any letter case', async () => {
  const { sealed } = await sealFor({}, { host: 'MIM secret', dnsNames: ['MIMPORTAL.contoso.com'] })
  await take([sealed])
  expect(journalled()).toHaveLength(1)
})

test('one bad entry keeps the others out too', async () => {
  const order = buildOrder(made.genesis)
  const two = {
    ...order,
    places: [...order.places, { target: 'MIM2', host: 'mim2.contoso.com', account: ACCOUNT, certificate: null }],
  }
  const { sealed } = await sealFor()
  await expect(take([sealed, { ...sealed, target: 'MIM2' }], two)).rejects.toThrow(/MIM2: .*another host/)
  expect(journalled()).toEqual([])
})

test('who is not active at the signer, and an order for another signer, are refused', async () => {
  const { sealed } = await sealFor()
  await expect(take([sealed], undefined, 'olga')).rejects.toThrow(/no longer active/)
  await expect(take([sealed], buildOrder('f'.repeat(64)))).rejects.toThrow(/another signer/)
})

test('a plan carries only what was entered for this request, server, host, account and certificate', async () => {
  const { sealed, recipient } = await sealFor()
  await expect(made.signer.submit(submission(sealed, recipient.sha256))).rejects.toThrow(
    /was not entered at the signer/,
  )
  await take([sealed])
  const other = submission(sealed, recipient.sha256, 'MG-0002')
  await expect(made.signer.submit(other)).rejects.toThrow(/was not entered at the signer/)
  await expect(made.signer.submit(submission(sealed, 'a'.repeat(64)))).rejects.toThrow(/was not entered/)
  await expect(made.signer.submit(submission(sealed, recipient.sha256))).resolves.toMatchObject({
    planDigest: expect.any(String),
  })
})

test('who entered a password is named among the authors, and so does not decide', async () => {
  const { sealed, recipient } = await sealFor()
  await take([sealed], undefined, 'petra')
  const sent = submission(sealed, recipient.sha256)
  await expect(made.signer.submit(sent)).rejects.toThrow(/does not name everybody who entered/)
  await expect(made.signer.submit({ ...sent, authors: ['ines', 'petra'] })).resolves.toBeDefined()
})

test.each([
  ['host', { host: 'other.contoso.com' }],
  ['account', { account: 'CONTOSO\\other$' }],
])('what was entered for another %s is refused at submission', async (_name, change) => {
  const { sealed, recipient } = await sealFor({}, { dnsNames: ['other.contoso.com'] })
  const order = buildOrder(made.genesis)
  await take([sealed], { ...order, places: order.places.map((place) => ({ ...place, ...change })) })
  await expect(made.signer.submit(submission(sealed, recipient.sha256))).rejects.toThrow(
    /was not entered at the signer/,
  )
})

test('erasing removes the ciphertext from every file of the signer, for good, also after a crash in between', async () => {
  const { sealed, recipient } = await sealFor()
  await take([sealed])
  const { planDigest } = await made.signer.submit(submission(sealed, recipient.sha256))
  const body = sealed.cms.split('\r\n')[3] ?? ''
  expect(filesWith(made.dir, body).length).toBeGreaterThan(1)
  // As if the process had died between the journal and the files.
  made.authority.ledger.append({ kind: 'secrets-erased', requestId: 'MG-0001', reason: 'test' })
  made = made.restart()
  expect(filesWith(made.dir, body)).toEqual([])
  const cmsSha256 = journalled()[0]?.cmsSha256 ?? ''
  await expect(made.signer.secret(cmsSha256)).rejects.toMatchObject({ code: 'GONE' })
  const record = made.authority.record(planDigest)
  expect(() => made.authority.content(record)).toThrow(/was erased/)
  expect(() => made.authority.caseOf(record, 'decide')).toThrow(/was erased/)
  // What a recall needs outlives it, under the digest that people approved.
  expect(made.authority.caseOf(record, 'recall').ticket).toBe('CHG-1')
  await made.signer.eraseSecrets('MG-0001', 'again')
  expect(made.authority.ledger.state.secrets).toHaveLength(1)
})

function filesWith(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => existsSync(path) && readFileSync(path).includes(text))
}
