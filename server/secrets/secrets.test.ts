import { beforeEach, expect, test } from 'vitest'
import { contosoExchange, mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import { signedTicketSchema } from '#core/protocol/protocol.ts'
import { manifestSchema, targetStatementSchema } from '#core/statement/schemas.ts'
import { verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { openSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { envelopeKey } from '#crypto/testing/encryption-certificate.ts'
import { readZip } from '#crypto/zip/read-zip.ts'
import { downloadBundle } from '#server/bundles/download-bundle.ts'
import { whyAuthor } from '#server/requests/authors.ts'
import { createPasswordUpdate } from '#server/requests/create-password-update.ts'
import { editRequest } from '#server/requests/edit-request.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { listFiles, readFile } from '#server/requests/request-files.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { takeSecrets } from '#signer/secrets/take-secrets.ts'
import { ACCOUNT, HOST, SECRET, sealFor } from '#signer/secrets/testing.ts'
import { buildInput, buildSigner, POLICY, type TestSigner } from '#signer/testing/build-signer.ts'
import { eraseSecrets } from './erase-secrets.ts'
import { issueSecretTicket } from './issue-secret-ticket.ts'

const UPDATE_POLICY = {
  ...POLICY,
  id: 'password-update',
  kind: 'password-update' as const,
  groups: POLICY.groups.slice(1),
}
let signer: TestSigner
let portal: TestPortal
beforeEach(async () => {
  signer = await buildSigner({}, undefined, [POLICY, UPDATE_POLICY])
  portal = new TestPortal(signer).furnish()
  await portal.work()
})

/** A draft that changes the password of a converted installation, complete but for the ciphertext. */
function updateDraft(from: string | null = null): string {
  const { id } = createPasswordUpdate(portal.as('ines'), { from, title: 'New password' })
  const { environment, case: caseOf, version } = readDraft(portal.as('ines'), { id })
  const draft = from === null ? mailboxUpdate() : structuredClone(environment)
  draft.schedule.windows.conversion = { notBefore: '2026-12-01T18:00:00Z', notAfter: '2026-12-01T22:00:00Z' }
  if (draft.mail.delivery.option === 'F') draft.mail.delivery.password = 'encrypted'
  if (draft.passwordUpdate) draft.passwordUpdate.nextChange = '2027-11-01'
  if (draft.passwordUpdate && from === null) draft.passwordUpdate.converted = { by: 'statement', confirmed: true }
  saveDraft(portal.as('ines'), { id, version, environment: draft, case: caseOf })
  return id
}

/** The order that a ticket of the portal leads to. */
async function lead(id: string, person = 'ines') {
  const { token } = await issueSecretTicket(portal.as(person), { id })
  const signed = signedTicketSchema.parse(JSON.parse(token ?? ''))
  const order = signer.authority.orders.find(signed.ticket.planDigest)?.order
  if (!order) throw new Error('the portal announced no secret')
  return { order, evidence: JSON.stringify(signed) }
}

/** What the signer's page does. */
async function enter(id: string, person = 'ines') {
  const { order, evidence } = await lead(id, person)
  const entered = await sealFor({ request: id })
  await takeSecrets(signer.authority, { order, person, evidence, sealed: [entered.sealed] })
  await portal.work()
  return entered
}

async function signedUpdate(from: string | null = null) {
  const id = updateDraft(from)
  const entered = await enter(id)
  await portal.prepare(id)
  await portal.decide(id, 'ines', 'submit')
  await portal.work()
  await portal.decide(id, 'amara', 'approve')
  await portal.work()
  return { id, ...entered }
}

const bundleOf = async (id: string) => {
  const { bytes } = await downloadBundle(portal.as('ines'), { id }, 'MIMPORTAL')
  const files = await readZip(bytes)
  return new Map([...files].map(([path, content]) => [path.split('/').slice(1).join('/'), content]))
}
/** Somewhere in the database's pages, free ones included. */
const holds = (wanted: string) => portal.services.db.$client.serialize().includes(wanted)
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8')

test('a new password goes from the signer’s page into a signed bundle, and opens with the key of its server alone', async () => {
  const conversion = await portal.signed(buildInput({ environment: contosoExchange() }))
  const { id, privateKey, recipient } = await signedUpdate(conversion)
  expect(portal.state(id)).toBe('signed')
  const files = await bundleOf(id)
  expect([...files.keys()].filter((path) => !path.includes('/'))).toEqual(
    expect.arrayContaining(['Update-ExchangePassword.ps1', 'exchange-password.cms', 'runbook.html', 'settings.psd1']),
  )
  const cms = text(files.get('exchange-password.cms'))
  const context = { request: id, host: HOST, account: ACCOUNT }
  expect(await openSecret(cms, context, await envelopeKey(privateKey))).toBe(SECRET)
  const statement = targetStatementSchema.parse(JSON.parse(text(files.get('statement/target.json'))))
  expect(statement.recipientCertificateSha256).toBe(recipient.sha256)
  const manifest = manifestSchema.parse(JSON.parse(text(files.get('manifest.json'))))
  expect(manifest.files.map(({ path }) => path)).toContain('exchange-password.cms')
  expect(text(files.get('settings.psd1'))).toContain("Account = 'CONTOSO\\MIMSrvGMSAsvc$'")
})

test('the portal says who entered it, when and for which certificate; the secret itself is nowhere', async () => {
  const { id, recipient } = await signedUpdate()
  expect(portal.view(id).secrets).toMatchObject([
    {
      target: 'MIMPORTAL',
      entered: { by: { id: 'ines' }, origin: 'typed', recipientCertificateSha256: recipient.sha256, fits: true },
    },
  ])
  expect(holds('S3cret-canary')).toBe(false)
})

test('without a ciphertext the draft is refused and says for which server; with one it goes', async () => {
  const id = updateDraft()
  expect(portal.view(id).findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('was not encrypted for MIMPORTAL'),
  ])
  await expect(portal.prepare(id)).rejects.toThrow(/1 error in the way/)
  await enter(id)
  expect(portal.view(id).findings).toEqual([])
})

test('it can be replaced until it is on its way, by another requester too; the later one counts', async () => {
  const id = updateDraft()
  await enter(id)
  const second = await enter(id, 'petra')
  expect(portal.view(id).secrets[0]?.entered?.by.id).toBe('petra')
  const author = whyAuthor(portal.services.db, { requestId: id, revision: 1 }, 'petra')
  expect(author).toContain('somebody else must decide')
  await portal.prepare(id)
  await expect(issueSecretTicket(portal.as('ines'), { id })).rejects.toThrow(/on its way or submitted/)
  const file = readFile(portal.as('ines'), { id, target: 'MIMPORTAL', path: 'exchange-password.cms' })
  expect(file.text).toBe(second.sealed.cms)
})

test('in production the portal vouches for nobody: it announces the secret and links to the signer’s page', async () => {
  const id = updateDraft()
  const context = portal.as('ines')
  const production = { ...context, signer: { ...context.signer, mode: 'production' as const } }
  const { action, token } = await issueSecretTicket(production, { id })
  const digest = /^http:\/\/localhost:3991\/secret\/([0-9a-f]{64})$/.exec(action)?.[1] ?? ''
  expect([token, signer.authority.orders.find(digest)?.order.requestId]).toEqual([null, id])
})

test('what arrives after the draft went its way is set aside', async () => {
  const id = updateDraft()
  await enter(id)
  const { order, evidence } = await lead(id)
  await portal.prepare(id)
  const before = portal.view(id).secrets
  const { sealed } = await sealFor({ request: id })
  await takeSecrets(signer.authority, { order, person: 'ines', evidence, sealed: [sealed] })
  await portal.work()
  expect(portal.view(id).secrets).toEqual(before)
})

test('a changed account makes it unfit, and the draft says so', async () => {
  const id = updateDraft()
  await enter(id)
  const { environment, case: caseOf, version } = readDraft(portal.as('ines'), { id })
  const draft = structuredClone(environment)
  for (const component of draft.components) {
    if (component.component === 'SVC') component.managedAccount.name = 'otherGmsa'
  }
  saveDraft(portal.as('ines'), { id, version, environment: draft, case: caseOf })
  expect(portal.view(id).secrets[0]?.entered?.fits).toBe(false)
  expect(portal.view(id).findings.map(({ ruleId }) => ruleId)).toContain('P08')
})

test('a new revision takes it along', async () => {
  const id = updateDraft()
  const { sealed } = await enter(id)
  await portal.prepare(id)
  await portal.decide(id, 'ines', 'submit')
  await portal.work()
  await editRequest(portal.as('ines'), { id })
  expect(portal.view(id).secrets[0]?.entered).toMatchObject({ fits: true, isArriving: false })
  await portal.prepare(id)
  const files = listFiles(portal.as('ines'), { id, revision: 2 })
  expect(files.find(({ path }) => path === 'exchange-password.cms')?.bytes).toBe(sealed.cms.length)
})

test('once erased it is in no file of portal or signer, and the download is gone for good', async () => {
  const { id, sealed } = await signedUpdate()
  const body = sealed.cms.split('\r\n')[3] ?? ''
  expect(holds(body)).toBe(true)
  expect(eraseSecrets(portal.as('lukas'), { id })).toEqual({ erased: 1 })
  expect(holds(body)).toBe(false)
  await expect(bundleOf(id)).rejects.toMatchObject({ code: 'GONE' })
  expect(() => readFile(portal.as('ines'), { id, target: 'MIMPORTAL', path: 'exchange-password.cms' })).toThrow(
    /erased/,
  )
  await portal.work()
  expect(signer.authority.ledger.state.secrets.every(({ erased }) => erased)).toBe(true)
  expect(portal.view(id).secrets[0]?.entered).toMatchObject({ by: { id: 'ines' }, erasedAt: expect.any(String) })
})

test('a signed plan whose password was erased is recalled all the same, and verifiers refuse what was downloaded', async () => {
  const { id } = await signedUpdate()
  const files = await bundleOf(id)
  eraseSecrets(portal.as('lukas'), { id })
  await portal.work()
  const planDigest = portal.planDigest(id)
  expect(signer.authority.record(planDigest).secretsErased).toBe(true)
  await portal.decide(id, 'ines', 'recall', 'Another mailbox.')
  await portal.work()
  expect(portal.state(id)).toBe('recalled')
  const recallList = Buffer.from((await signer.signer.recallList()).base64, 'base64')
  const checks = verifyBundle(files, { allowDemo: true, recallList, now: signer.now })
  expect(checks.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual([
    expect.stringContaining('The plan was recalled on'),
  ])
})

test('while people decide it can not be erased; a withdrawn request loses it by itself', async () => {
  const id = updateDraft()
  await enter(id)
  await portal.prepare(id)
  await portal.decide(id, 'ines', 'submit')
  await portal.work()
  expect(() => eraseSecrets(portal.as('ines'), { id })).toThrow(/Withdraw it first/)
  await portal.decide(id, 'ines', 'withdraw')
  await portal.work()
  await portal.work()
  expect(portal.view(id).secrets[0]?.entered?.erasedAt).not.toBeNull()
})

test('two weeks after its window it has had its time', async () => {
  const { id } = await signedUpdate()
  signer.now = new Date('2026-12-15T21:00:00Z')
  await portal.work()
  expect(portal.view(id).secrets[0]?.entered?.erasedAt).toBeNull()
  signer.now = new Date('2026-12-15T22:30:00Z')
  await portal.work()
  expect(portal.view(id).secrets[0]?.entered?.erasedAt).not.toBeNull()
})

test('only a signed conversion can be chosen', async () => {
  const draft = portal.draft(buildInput({ environment: contosoExchange() }))
  expect(() => createPasswordUpdate(portal.as('ines'), { from: draft })).toThrow(/no signed conversion/)
  expect(() => createPasswordUpdate(portal.as('ines'), { from: 'MG-0999' })).toThrow(/no request/)
})

test('a request stays of the kind that it was made as', async () => {
  const id = updateDraft()
  const { case: caseOf, version } = readDraft(portal.as('ines'), { id })
  const conversion = { id, version, environment: contosoExchange(), case: caseOf }
  expect(() => saveDraft(portal.as('ines'), conversion)).toThrow(/must hold passwordUpdate/)
})
