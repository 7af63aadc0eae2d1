import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { recallListSchema } from '#core/protocol/recall-list.ts'
import { verifyEnclosed } from '#crypto/cms/enclosed.ts'
import { hasForeignTool, runForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { approvedPlan, buildInput, buildSigner, type TestSigner } from '../testing/build-signer.ts'

let made: TestSigner
beforeEach(async () => {
  made = await buildSigner()
})

const recall = (who: string, planDigest: string, comment: string | null = 'The wrong service account.') =>
  made.signer.decide({ ticket: made.ticket(who, 'recall', planDigest), decision: 'recall', comment })

async function signedPlan(changes: Parameters<typeof buildInput>[0] = {}): Promise<string> {
  const plan = await approvedPlan(made, buildInput(changes))
  await made.signer.sign(plan)
  return plan
}

async function list() {
  const answer = await made.signer.recallList()
  const { bytes, certificate } = verifyEnclosed(Buffer.from(answer.base64, 'base64'))
  const content = recallListSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  expect(canonicalJson(content)).toBe(Buffer.from(bytes).toString('utf8'))
  expect(certificate.sha256).toBe(made.certificateSha256)
  return content
}

test('the requester or anybody of a group that decides can recall a signed plan; others can not', async () => {
  const plan = await signedPlan()
  await expect(recall('petra', plan)).rejects.toThrow('Only the requester and the groups that decide')
  await expect(recall('olga', plan)).rejects.toThrow('no longer active')
  await recall('amara', plan)
  expect((await list()).recalled).toEqual([
    expect.objectContaining({ planDigest: plan, reason: 'decision', revision: 1 }),
  ])
  await expect(recall('ines', plan)).rejects.toThrow('recalled already')
})

test('a recall needs a reason and a signed plan, and its ticket serves nothing else', async () => {
  const plan = await approvedPlan(made)
  await expect(recall('ines', plan)).rejects.toThrow('not signed')
  await made.signer.sign(plan)
  await expect(recall('ines', plan, ' ')).rejects.toThrow('why you recall')
  const decide = made.ticket('tomas', 'decide', plan)
  await expect(made.signer.decide({ ticket: decide, decision: 'recall', comment: 'x' })).rejects.toThrow(
    'not for this decision',
  )
  expect((await list()).recalled).toEqual([])
})

test('a newer signed revision recalls the older ones by itself, and a crash between the two lines heals', async () => {
  const first = await signedPlan()
  const second = await signedPlan({ revision: 2, case: { ...buildInput().case, title: 'Second try' } })
  expect((await list()).recalled).toEqual([
    expect.objectContaining({ planDigest: first, reason: 'superseded', revision: 1 }),
  ])
  // As a crash leaves it: the word is journalled, what follows from it is not.
  const signed = made.ticket('tomas', 'recall', second)
  const { genesis, person, planDigest, nonce } = signed.ticket
  made.authority.ledger.append({
    kind: 'decision',
    decision: {
      type: 'mim-gmsa/decision/1',
      genesis,
      person,
      planDigest,
      nonce,
      decision: 'recall',
      method: 'sign-in',
      credentialId: null,
      notAfter: '2026-12-01T00:00:00Z',
      commentSha256: null,
    },
    comment: null,
    evidence: canonicalJson(signed),
  })
  made = made.restart()
  expect((await list()).recalled.map(({ planDigest }) => planDigest).sort()).toEqual([first, second].sort())
})

test('the list keeps its number until something is recalled, is issued anew after an hour and lasts a week', async () => {
  const before = await list()
  expect(before.seq).toBe(0)
  expect(Date.parse(before.nextUpdate) - Date.parse(before.issuedAt)).toBe(7 * 86_400_000)
  made.now = new Date(made.now.getTime() + 59 * 60_000)
  expect((await list()).issuedAt).toBe(before.issuedAt)
  made.now = new Date(made.now.getTime() + 2 * 60_000)
  expect((await list()).issuedAt > before.issuedAt).toBe(true)
  const plan = await signedPlan()
  await recall('ines', plan)
  expect((await list()).seq).toBe(made.authority.ledger.journal.lines.length - 1)
})

test.runIf(hasForeignTool('openssl'))('openssl accepts the list as it is served', async () => {
  const plan = await signedPlan()
  await recall('ines', plan)
  const folder = temporaryFolder()
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const answer = await made.signer.recallList()
  const out = runForeignTool('openssl', [
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('list.p7m', Buffer.from(answer.base64, 'base64'))],
    ...['-CAfile', file('ca.pem', certificatePem(made.authority.key?.signer.certificate ?? new Uint8Array()))],
    ...['-purpose', 'any'],
  ])
  expect(JSON.parse(out).recalled[0].planDigest).toBe(plan)
})
