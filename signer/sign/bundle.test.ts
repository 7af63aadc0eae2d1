import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { verify } from '#cli/commands/verify.ts'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import { isScript } from '#crypto/authenticode/sign-script.ts'
import { BUNDLE_FILES, bundleFolder } from '#crypto/bundle/layout.ts'
import { type VerifyOptions, verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { signDetached } from '#crypto/cms/sign.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { hasForeignTool, runForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { makeTestSigner } from '#crypto/testing/test-key.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { writeZip } from '#crypto/zip/write-zip.ts'
import { approvedPlan, buildSigner, bundleOf, START, signTicket, type TestSigner } from '../testing/build-signer.ts'

type Files = Map<string, Uint8Array>
let made: TestSigner
let plan: string
let target: string
let files: Files
let options: VerifyOptions

beforeAll(async () => {
  made = await buildSigner()
  plan = await approvedPlan(made)
  const { manifests } = await made.signer.sign(plan)
  target = Object.keys(manifests).find((name) => name !== 'directory' && name !== 'client') ?? ''
  files = bundleOf(made, plan, target)
  options = { allowDemo: true, certificateSha256: [made.certificateSha256], now: new Date() }
})

const failed = (bundle: Files, how = options) =>
  verifyBundle(bundle, how)
    .filter(({ ok }) => !ok)
    .map(({ id }) => id)
const json = (path: string, from = files) => JSON.parse(Buffer.from(from.get(path) ?? []).toString('utf8'))
const bytes = (value: unknown) => new Uint8Array(Buffer.from(canonicalJson(value), 'utf8'))
const key = (): CodeSigner => {
  if (!made.authority.key) throw new Error('the test signer has no key')
  return made.authority.key.signer
}

/** The bundle with some files exchanged, and the manifest made and signed again: what the key could be tricked into. */
async function resigned(changes: Record<string, Uint8Array>, signer = key()): Promise<Files> {
  const bundle = new Map([...files, ...Object.entries(changes)])
  const manifest = json(BUNDLE_FILES.manifest)
  for (const entry of manifest.files) {
    const content = bundle.get(entry.path) ?? new Uint8Array()
    Object.assign(entry, { bytes: content.length, sha256: sha256Hex(content) })
  }
  bundle.set(BUNDLE_FILES.manifest, bytes(manifest))
  bundle.set(BUNDLE_FILES.signature, await signDetached(bytes(manifest), signer, START))
  return bundle
}

test('a signed bundle passes every check, for every target', async () => {
  for (const name of Object.keys((await made.signer.sign(plan)).manifests)) {
    expect(failed(bundleOf(made, plan, name))).toEqual([])
  }
})

test('signing again, also after a restart, gives the same manifests', async () => {
  const first = await made.signer.sign(plan)
  expect(await made.signer.sign(plan)).toEqual(first)
  made = made.restart()
  expect(await made.signer.sign(plan)).toEqual(first)
  expect(bundleOf(made, plan, target)).toEqual(files)
})

test('two calls at once sign once', async () => {
  const other = await buildSigner()
  const digest = await approvedPlan(other)
  const [a, b] = await Promise.all([other.signer.sign(digest), other.signer.sign(digest)])
  expect(a).toEqual(b)
  const signed = other.authority.ledger.journal.lines.filter(({ entry }) => entry.kind === 'signed')
  expect(signed).toHaveLength(1)
})

test('one changed byte in any file is refused', () => {
  for (const [path, content] of files) {
    const at = Math.floor(content.length / 2)
    const changed = new Map(files).set(path, content.with(at, (content[at] ?? 0) ^ 0x01))
    expect(failed(changed), path).not.toEqual([])
  }
})

test('a removed file is refused, whichever', () => {
  for (const path of files.keys()) {
    const without = new Map(files)
    without.delete(path)
    expect(failed(without), path).not.toEqual([])
  }
})

test('an added file is refused', () => {
  expect(failed(new Map(files).set('extra.txt', Uint8Array.of(1)))).toContain('complete')
  expect(failed(new Map(files).set('RUNBOOK.HTML', Uint8Array.of(1)))).toContain('paths')
  expect(failed(new Map(files).set('../evil.ps1', Uint8Array.of(1)))).toContain('paths')
})

test('code after a signature block is refused even when the manifest was signed over it', async () => {
  const script = 'Start-Runbook.ps1'
  const longer = Buffer.concat([files.get(script) ?? new Uint8Array(), Buffer.from('Remove-Item x\r\n')])
  expect(failed(await resigned({ [script]: new Uint8Array(longer) }))).toContain('scripts')
})

test('a demo bundle is refused unless it is allowed', () => {
  expect(failed(files, { ...options, allowDemo: false })).toEqual(['mode'])
})

test('another certificate than the pinned one is refused, also one that signed everything anew', async () => {
  expect(failed(files, { ...options, certificateSha256: ['a'.repeat(64)] })).toEqual(['certificate'])
  const { signer } = await makeTestSigner(START)
  const forged = await resigned({}, signer)
  expect(failed(forged)).toEqual(expect.arrayContaining(['certificate', 'scripts', 'genesis', 'certificate-file']))
  // Without a pin the founding certificate in the genesis still tells.
  expect(failed(forged, { ...options, certificateSha256: [] })).toEqual(expect.arrayContaining(['scripts', 'genesis']))
})

test('a file that was not approved is refused, though the key signed it', async () => {
  expect(failed(await resigned({ 'runbook.html': Buffer.from('other') }))).toEqual(['statement'])
})

const decisions = (): DecisionsFile => json(BUNDLE_FILES.decisions)
const withDecisions = (change: (file: DecisionsFile) => void) => {
  const file = decisions()
  change(file)
  return resigned({ [BUNDLE_FILES.decisions]: bytes(file) })
}

/** Changes the last approval, or another decision by its place. */
const edit =
  (change: (made: Made) => object, at = -1) =>
  (file: DecisionsFile) => {
    const decision = file.decisions.at(at)
    if (decision) Object.assign(decision, change(decision))
  }
type Made = DecisionsFile['decisions'][number]
const judged = (change: Partial<Made['decision']>, at = -1) =>
  edit(({ decision }) => ({ decision: { ...decision, ...change } }), at)
const everybodyIn = (group: string) => (file: DecisionsFile) => {
  for (const person of file.people) person.groups = [group]
}

test.each<[string, string, (file: DecisionsFile) => void]>([
  ['an approval less', 'quorum', (file) => void file.decisions.pop()],
  ['no submission', 'quorum', (file) => void file.decisions.shift()],
  ['the same person twice', 'evidence', (file) => void file.decisions.push(...file.decisions.slice(-1))],
  ['a person put into another group', 'quorum', everybodyIn('directory-operations')],
  ['an easier policy', 'policy', (file) => void file.policy.groups.pop()],
  ['another portal key', 'genesis', (file) => void Object.assign(file.genesis, { portalKey: 'A'.repeat(43) })],
  ['an approval turned into another person’s', 'evidence', judged({ person: 'both' })],
  ['an approval that ended before signing', 'quorum', judged({ notAfter: '2026-11-24T09:00:00Z' })],
  [
    'a ticket with a changed signature',
    'evidence',
    edit(({ evidence }) => ({ evidence: evidence.replace('"signature":"', '"signature":"x') })),
  ],
  ['a decision of another kind than its ticket', 'evidence', judged({ decision: 'approve' }, 0)],
])('%s is refused, though the key signed it', async (_name, check, change) => {
  expect(failed(await withDecisions(change))).toContain(check)
})

test('a requester among the approvers and a rejection are refused', async () => {
  const add = (person: string, decision: 'approve' | 'reject') =>
    withDecisions((file) => {
      const last = file.decisions.at(-1)
      if (!last) throw new Error('no decision')
      const { ticket, signature } = made.ticket(person, 'decide', plan)
      const signed = signTicket(made.portalKey, ticket)
      expect(signed.signature).toBe(signature)
      file.decisions.push({
        ...last,
        seq: last.seq + 1,
        decision: { ...last.decision, person, decision, nonce: ticket.nonce },
        evidence: canonicalJson(signed),
      })
    })
  expect(failed(await add('ines', 'approve'))).toEqual(['quorum'])
  expect(failed(await add('amara', 'reject'))).toEqual(['quorum'])
})

test('a proof of membership for another place or size is refused', async () => {
  const inclusion = json(BUNDLE_FILES.inclusion)
  const change = (part: object) => resigned({ [BUNDLE_FILES.inclusion]: bytes({ ...inclusion, ...part }) })
  expect(inclusion.size).toBeGreaterThan(1)
  expect(failed(await change({ index: inclusion.index === 0 ? 1 : 0 }))).toEqual(['inclusion'])
  expect(failed(await change({ size: inclusion.size + 1 }))).toEqual(['inclusion'])
  expect(failed(await change({ index: inclusion.size }))).toEqual(['inclusion'])
  expect(failed(await change({ hashes: [] }))).toEqual(['inclusion'])
})

test('signed JSON that is not canonical is refused', async () => {
  const spaced = Buffer.from(JSON.stringify(json(BUNDLE_FILES.plan), null, 1))
  expect(failed(await resigned({ [BUNDLE_FILES.plan]: spaced }))).toContain('plan')
  const decided = Buffer.from(JSON.stringify(decisions(), null, 1))
  expect(failed(await resigned({ [BUNDLE_FILES.decisions]: decided }))).toContain('quorum')
})

test('nonsense in place of every part never throws', () => {
  for (const path of Object.values(BUNDLE_FILES)) {
    for (const content of ['', '{', '[]', 'null', '\u00ff', '{"__proto__":1}']) {
      expect(failed(new Map(files).set(path, Buffer.from(content, 'latin1')))).not.toEqual([])
    }
  }
  expect(failed(new Map())).toContain('manifest')
})

test.runIf(hasForeignTool('osslsigncode') && hasForeignTool('openssl'))(
  'osslsigncode accepts every script and openssl the manifest',
  () => {
    const folder = unpack(files)
    const at = String(START.getTime() / 1000)
    const ca = join(folder, BUNDLE_FILES.certificatePem)
    const scripts = [...files.keys()].filter(isScript)
    expect(scripts.length).toBeGreaterThan(2)
    for (const script of scripts) {
      expect(
        runForeignTool('osslsigncode', ['verify', '-time', at, '-CAfile', ca, '-in', join(folder, script)]),
      ).toContain('Signature verification: ok')
    }
    runForeignTool('openssl', [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-attime',
      at,
      '-purpose',
      'any',
      '-CAfile',
      ca,
      '-in',
      join(folder, BUNDLE_FILES.signature),
      '-content',
      join(folder, BUNDLE_FILES.manifest),
      '-out',
      join(folder, 'verified.json'),
    ])
  },
)

function unpack(bundle: Files): string {
  const folder = temporaryFolder()
  for (const [path, content] of bundle) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await verify(args, { out: (line) => lines.push(line), err: (line) => lines.push(line) })
  return { code, lines }
}

test('mim-gmsa verify accepts the ZIP and the folder, and refuses a changed one', async () => {
  const folder = bundleFolder(json(BUNDLE_FILES.manifest))
  const zipped = async (name: string, bundle: Files) => {
    const path = join(temporaryFolder(), 'bundle.zip')
    writeFileSync(path, await writeZip([...bundle].map(([at, content]) => ({ path: `${name}/${at}`, bytes: content }))))
    return path
  }
  expect((await run(await zipped(folder, files), '--allow-demo')).code).toBe(0)
  expect(
    (await run(unpack(files), '--allow-demo', '--certificate-sha256', made.certificateSha256.toUpperCase())).code,
  ).toBe(0)
  expect((await run(await zipped(folder, files))).code).toBe(1)
  expect((await run(await zipped('MG-0002-r1-OTHER', files), '--allow-demo')).code).toBe(1)
  const changed = unpack(new Map(files).set('extra.txt', Uint8Array.of(1)))
  const answer = await run(changed, '--allow-demo', '--json')
  expect(answer.code).toBe(1)
  expect(JSON.parse(answer.lines[0] ?? '')).toMatchObject({
    ok: false,
    checks: expect.arrayContaining([expect.objectContaining({ id: 'complete', ok: false })]),
  })
  await expect(run()).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(run('no-such-file.zip')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(run(changed, '--certificate-sha256', 'xyz')).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

test('the cover names digest, people and DEMO, and carries no script', () => {
  const cover = Buffer.from(files.get(BUNDLE_FILES.cover) ?? []).toString('utf8')
  expect(cover).toContain(plan.slice(0, 4))
  expect(cover).toContain('Amara Okafor approved')
  expect(cover).toContain('DEMO')
  expect(cover).not.toMatch(/<script/i)
})
