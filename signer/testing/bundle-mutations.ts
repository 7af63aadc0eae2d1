import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { isScript, signScript } from '#crypto/authenticode/sign-script.ts'
import { BUNDLE_FILES, bundleFolder } from '#crypto/bundle/layout.ts'
import { signEnclosed } from '#crypto/cms/enclosed.ts'
import { signDetached } from '#crypto/cms/sign.ts'
import { DerFields, onlyPart, readDer } from '#crypto/der/read.ts'
import { TAG } from '#crypto/der/tags.ts'
import { der, sequence } from '#crypto/der/write.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { type RawEntry, rawZip } from '#crypto/testing/raw-zip.ts'
import { makeTestSigner } from '#crypto/testing/test-key.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { writeZip } from '#crypto/zip/write-zip.ts'
import { recallList } from '../recall/issue-recall-list.ts'
import { approvedPlan, buildSigner, bundleOf, START } from './build-signer.ts'

type Files = Map<string, Uint8Array>

/** One way to change a bundle, and why it must be refused. */
export interface Mutation {
  readonly name: string
  readonly zip: Uint8Array
  /** The check of `mim-gmsa verify` that names it; `container` when nothing can be read. */
  readonly check: string
  /** What `Test-MimGmsaBundle.ps1` says. */
  readonly words: string
}

export interface MutatedBundles {
  readonly good: Uint8Array
  readonly certificate: Uint8Array
  readonly certificateSha256: string
  readonly genesis: string
  readonly planDigest: string
  readonly recallLists: { readonly fresh: Uint8Array; readonly recalled: Uint8Array; readonly stale: Uint8Array }
  readonly mutations: readonly Mutation[]
}

const json = (files: Files, path: string) => JSON.parse(Buffer.from(files.get(path) ?? []).toString('utf8'))
const bytes = (value: unknown) => new Uint8Array(Buffer.from(canonicalJson(value), 'utf8'))
const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const RUNNER = 'Start-Runbook.ps1'

/** A good bundle and every mutation of it, as ZIPs. */
export async function mutatedBundles(): Promise<MutatedBundles> {
  const made = await buildSigner()
  const plan = await approvedPlan(made)
  await made.signer.sign(plan)
  const files = bundleOf(made, plan, 'MIMSYNC')
  const key = made.authority.key?.signer
  if (!key) throw new Error('the test signer has no key')
  const attacker = (await makeTestSigner(START)).signer
  const others = bundleOf(made, plan, 'MIMPORTAL')
  const mutations = [...(await changedContents({ files, others, key, attacker })), ...changedArchives(files)]
  const listUntil = (nextUpdate: string) => {
    const list = recallList(made.authority.ledger.state, made.genesis, START)
    return signEnclosed(bytes({ ...list, issuedAt: '2020-01-01T00:00:00Z', nextUpdate }), key, START)
  }
  const [fresh, stale] = [await listUntil('2999-01-01T00:00:00Z'), await listUntil('2020-01-08T00:00:00Z')]
  await made.signer.decide({ ticket: made.ticket('ines', 'recall', plan), decision: 'recall', comment: 'wrong' })
  return {
    good: await zipped(files),
    certificate: key.certificate,
    certificateSha256: made.certificateSha256,
    genesis: made.genesis,
    planDigest: plan,
    recallLists: { fresh, stale, recalled: await listUntil('2999-01-01T00:00:00Z') },
    mutations,
  }
}

const folderOf = (files: Files) => bundleFolder(json(files, BUNDLE_FILES.manifest))

async function zipped(files: Files, folder = folderOf(files)): Promise<Uint8Array> {
  return writeZip([...files].map(([path, content]) => ({ path: `${folder}/${path}`, bytes: content })))
}

interface Scene {
  readonly files: Files
  readonly others: Files
  readonly key: CodeSigner
  readonly attacker: CodeSigner
}

interface Resigning {
  readonly signer?: CodeSigner
  readonly at?: Date
  readonly manifest?: (manifest: Record<string, unknown>) => void
}

/** The bundle with some files exchanged or added, and the manifest made and signed again: what a key could be tricked into. */
async function resigned(
  { files, key }: Scene,
  changes: Record<string, Uint8Array>,
  how: Resigning = {},
): Promise<Files> {
  const bundle = new Map([...files, ...Object.entries(changes)])
  const manifest = json(files, BUNDLE_FILES.manifest)
  const known = new Set(manifest.files.map(({ path }: { path: string }) => path))
  for (const path of Object.keys(changes)) if (!known.has(path)) manifest.files.push({ path })
  manifest.files.sort((a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1))
  for (const entry of manifest.files) {
    const content = bundle.get(entry.path) ?? new Uint8Array()
    Object.assign(entry, { bytes: content.length, sha256: sha256Hex(content) })
  }
  how.manifest?.(manifest)
  bundle.set(BUNDLE_FILES.manifest, bytes(manifest))
  bundle.set(BUNDLE_FILES.signature, await signDetached(bytes(manifest), how.signer ?? key, how.at ?? START))
  return bundle
}

async function changedContents(scene: Scene): Promise<Mutation[]> {
  const { files, others, key, attacker } = scene
  const runner = files.get(RUNNER) ?? new Uint8Array()
  const content = Buffer.from(runner).toString('latin1')
  const body = text(content.slice(0, content.indexOf('\r\n# SIG #')))
  const flipped = (path: string) => {
    const whole = files.get(path) ?? new Uint8Array()
    const at = Math.floor(whole.length / 2)
    return new Map(files).set(path, whole.with(at, (whole[at] ?? 0) ^ 1))
  }
  const without = (path: string) => {
    const less = new Map(files)
    less.delete(path)
    return less
  }
  const edited = (path: string, change: (value: Record<string, unknown[]>) => unknown) => {
    const value = json(files, path)
    change(value)
    return resigned(scene, { [path]: bytes(value) })
  }
  const attackers = await everythingBy(scene, attacker)
  const otherBody = text(`${Buffer.from(body).toString('latin1')}Get-Date\r\n`)
  const otherScript = await signScript(otherBody, key)
  const approvedAs = (manifest: Record<string, unknown>) => {
    for (const entry of manifest.files as { path: string; unsignedSha256?: string }[]) {
      if (entry.path === RUNNER) entry.unsignedSha256 = sha256Hex(otherBody)
    }
  }
  const table: [name: string, check: string, words: string, files: Files | Promise<Files>][] = [
    [
      'a byte of the manifest',
      'manifest',
      'The signature of the manifest does not fit',
      flipped(BUNDLE_FILES.manifest),
    ],
    ['a byte of the signature', 'manifest', 'manifest', flipped(BUNDLE_FILES.signature)],
    ['a byte of the runbook', 'hashes', 'runbook.html is not the file that was signed', flipped('runbook.html')],
    ['a byte of the settings', 'hashes', 'settings.psd1 is not the file that was signed', flipped('settings.psd1')],
    ['a file less', 'complete', 'VERIFY.md stands in the manifest and is missing', without('VERIFY.md')],
    ['no signature', 'manifest', 'manifest.json.p7s is missing', without(BUNDLE_FILES.signature)],
    ['a file more', 'complete', 'extra.ps1 was added', new Map(files).set('extra.ps1', text('Get-Date'))],
    [
      'stripped signed attributes',
      'manifest',
      'has no signed attributes',
      new Map(files).set(BUNDLE_FILES.signature, strippedAttributes(scene)),
    ],
    ['two signers', 'manifest', 'exactly one signer', new Map(files).set(BUNDLE_FILES.signature, twoSigners(scene))],
    [
      'the signature of another target',
      'manifest',
      'does not fit',
      new Map(files).set(BUNDLE_FILES.signature, others.get(BUNDLE_FILES.signature) ?? new Uint8Array()),
    ],
    [
      'a signing time before the certificate',
      'manifest',
      'was not valid when it was signed',
      resigned(scene, {}, { at: new Date('2020-01-01T00:00:00Z') }),
    ],
    ['a self-consistent bundle of an attacker', 'certificate', 'signed with another certificate', attackers],
    [
      'the manifest of an attacker',
      'certificate',
      'signed with another certificate',
      resigned(scene, {}, { signer: attacker }),
    ],
    [
      'code after the block',
      'scripts',
      'at the very end',
      resigned(scene, { [RUNNER]: text(`${content}Remove-Item x\r\n`) }),
    ],
    [
      'a second block',
      'scripts',
      'at the very end',
      resigned(scene, { [RUNNER]: text(`${content}${content.slice(content.indexOf('\r\n# SIG #'))}`) }),
    ],
    ['a script without its block', 'scripts', 'at the very end', resigned(scene, { [RUNNER]: body })],
    [
      'a script signed by an attacker',
      'scripts',
      'signed with another certificate',
      resigned(scene, { [RUNNER]: await signScript(body, attacker) }),
    ],
    [
      'the block of another script',
      'scripts',
      'not the script',
      resigned(scene, { [RUNNER]: swappedBlock(files, body) }),
    ],
    ['another script that the key signed', 'scripts', 'not the script', resigned(scene, { [RUNNER]: otherScript })],
    [
      'another script that claims to be approved',
      'statement',
      'not a file that was approved',
      resigned(scene, { [RUNNER]: otherScript }, { manifest: approvedAs }),
    ],
    [
      'another runbook that the key signed',
      'statement',
      'not a file that was approved',
      resigned(scene, { 'runbook.html': text('other') }),
    ],
    [
      'a ciphertext of another host',
      'statement',
      'exchange-password.cms is not a file that was approved',
      resigned(scene, { 'exchange-password.cms': text('moved') }),
    ],
    [
      'the statement of another target',
      'statement',
      'not a file that was approved',
      resigned(scene, { [BUNDLE_FILES.target]: others.get(BUNDLE_FILES.target) ?? new Uint8Array() }),
    ],
    [
      'another plan',
      'plan',
      'plan statement is not the one',
      edited(BUNDLE_FILES.plan, (value) => Object.assign(value, { targetCount: 9 })),
    ],
    [
      'a plan that is not canonical',
      'plan',
      'statement/plan.json is not canonical JSON',
      resigned(scene, { [BUNDLE_FILES.plan]: text(JSON.stringify(json(files, BUNDLE_FILES.plan), null, 1)) }),
    ],
    [
      'a key twice',
      'quorum',
      'decisions.json is not canonical JSON',
      resigned(scene, { [BUNDLE_FILES.decisions]: doubledKey(files) }),
    ],
    [
      'a key __proto__',
      'quorum',
      'decisions.json is of an unknown shape',
      resigned(scene, { [BUNDLE_FILES.decisions]: withProto(files) }),
    ],
    [
      'a proof at another place',
      'inclusion',
      'not part of the approved plan',
      edited(BUNDLE_FILES.inclusion, (value) => Object.assign(value, { index: 0 })),
    ],
    [
      'a proof in another tree',
      'inclusion',
      'another number of targets',
      edited(BUNDLE_FILES.inclusion, (value) => Object.assign(value, { size: 3 })),
    ],
    [
      'an approval less',
      'quorum',
      'Approvals are missing: information-security',
      edited(BUNDLE_FILES.decisions, ({ decisions }) => decisions?.pop()),
    ],
    [
      'an easier policy',
      'policy',
      'not the one that the plan was submitted under',
      edited(BUNDLE_FILES.decisions, ({ policy }) => Object.assign(policy ?? [], { validDays: 300 })),
    ],
    [
      'another journal',
      'genesis',
      'made for another signer',
      edited(BUNDLE_FILES.decisions, ({ genesis }) => Object.assign(genesis ?? [], { nonce: 'other' })),
    ],
    [
      'a DEMO key that claims production',
      'mode',
      'A DEMO key signed',
      resigned(scene, {}, { manifest: (manifest) => Object.assign(manifest, { mode: 'production' }) }),
    ],
    [
      'another certificate to look at',
      'certificate-file',
      'signing.cer is not the certificate that signed',
      resigned(scene, { [BUNDLE_FILES.certificate]: attacker.certificate }),
    ],
    [
      'another chain to look at',
      'chain',
      'signing.pem holds other certificates',
      resigned(scene, { [BUNDLE_FILES.certificatePem]: text(certificatePem(attacker.certificate)) }),
    ],
  ]
  const made: Mutation[] = []
  for (const [name, check, words, changed] of table)
    made.push({ name, check, words, zip: await zipped(await changed, folderOf(files)) })
  const words = 'The folder in the ZIP is named'
  made.push({ name: 'another folder', check: 'folder', words, zip: await zipped(files, 'MG-0002-r1-MIMSYNC') })
  return made
}

/** Every script, certificate and the manifest by an attacker's key: nothing in it contradicts itself. */
async function everythingBy(scene: Scene, attacker: CodeSigner): Promise<Files> {
  const changes: Record<string, Uint8Array> = {
    [BUNDLE_FILES.certificate]: attacker.certificate,
    [BUNDLE_FILES.certificatePem]: text(certificatePem(attacker.certificate)),
  }
  for (const [path, signed] of scene.files) {
    if (!isScript(path)) continue
    const whole = Buffer.from(signed).toString('latin1')
    changes[path] = await signScript(text(whole.slice(0, whole.indexOf('\r\n# SIG #'))), attacker)
  }
  return resigned(scene, changes, { signer: attacker })
}

/** The signature of a manifest, taken apart: what comes before the signer, and the signer's fields. */
function takenApart(files: Files) {
  const info = new DerFields(readDer(files.get(BUNDLE_FILES.signature) ?? new Uint8Array()), TAG.sequence, 'CMS')
  const type = info.take(TAG.oid).bytes
  const body = new DerFields(onlyPart(info.take(TAG.context0), 'CMS'), TAG.sequence, 'CMS')
  const head = [TAG.integer, TAG.set, TAG.sequence, TAG.context0].map((tag) => body.take(tag).bytes)
  const signer = onlyPart(body.take(TAG.set), 'CMS')
  return {
    signer,
    rebuild: (...signers: Uint8Array[]) =>
      sequence(type, der(TAG.context0, sequence(...head, der(TAG.set, ...signers)))),
  }
}

function strippedAttributes({ files }: Scene): Uint8Array {
  const { signer, rebuild } = takenApart(files)
  const fields = new DerFields(signer, TAG.sequence, 'signer')
  const head = [TAG.integer, TAG.sequence, TAG.sequence].map((tag) => fields.take(tag).bytes)
  fields.take(TAG.context0)
  // Whoever has such a signature over the content itself, e.g. of another protocol, could put it here.
  return rebuild(sequence(...head, fields.take(TAG.sequence).bytes, fields.take(TAG.octetString).bytes))
}

function twoSigners({ files }: Scene): Uint8Array {
  const { signer, rebuild } = takenApart(files)
  return rebuild(signer.bytes, signer.bytes)
}

function swappedBlock(files: Files, body: Uint8Array): Uint8Array {
  const [, other] = [...files].find(([path]) => isScript(path) && path !== RUNNER) ?? ['', new Uint8Array()]
  const whole = Buffer.from(other).toString('latin1')
  return text(Buffer.from(body).toString('latin1') + whole.slice(whole.indexOf('\r\n# SIG #')))
}

function doubledKey(files: Files): Uint8Array {
  const decisions = Buffer.from(files.get(BUNDLE_FILES.decisions) ?? []).toString('utf8')
  return text(decisions.replace(/^\{/, '{"decisions":[],'))
}

function withProto(files: Files): Uint8Array {
  const decisions = Buffer.from(files.get(BUNDLE_FILES.decisions) ?? []).toString('utf8')
  return text(decisions.replace(/^\{/, '{"__proto__":{"active":true},'))
}

/** What a ZIP can claim. */
function changedArchives(files: Files): Mutation[] {
  const folder = folderOf(files)
  const all: RawEntry[] = [...files].map(([path, content]) => ({ name: `${folder}/${path}`, bytes: content }))
  const more = (entry: Partial<RawEntry> & { name: string }): Uint8Array =>
    rawZip([...all, { bytes: text('x'), ...entry }])
  const good = rawZip(all)
  const table: [name: string, words: string, zip: Uint8Array][] = [
    ['zip slip', 'not safe', more({ name: `${folder}/../../evil.ps1` })],
    ['an absolute path', 'not safe', more({ name: '/evil.ps1' })],
    ['a backslash', 'not safe', more({ name: `${folder}\\evil.ps1` })],
    ['a drive', 'not safe', more({ name: `${folder}/C:evil.ps1` })],
    ['a stream', 'not safe', more({ name: `${folder}/runbook.html:evil` })],
    ['a name twice', 'twice', more({ name: `${folder}/${RUNNER}` })],
    ['a name in other case', 'twice', more({ name: `${folder}/START-RUNBOOK.PS1` })],
    ['a DOS device', 'DOS device', more({ name: `${folder}/aux.ps1` })],
    ['a dot at the end', 'not safe', more({ name: `${folder}/${RUNNER}.` })],
    ['a file beside the folder', 'outside', more({ name: 'evil.ps1' })],
    ['a second folder', 'exactly one folder', more({ name: 'other/evil.ps1' })],
    ['a claim of 4 GB', 'more than a bundle can hold', more({ name: `${folder}/big`, claims: 0xffff_fffe })],
    ['a size that is not true', 'another size', more({ name: `${folder}/big`, claims: 4000 })],
    ['another name inside', 'another name', more({ name: `${folder}/a.txt`, localName: `${folder}/b.txt` })],
    ['a link', 'no ordinary file', more({ name: `${folder}/link`, mode: 0o120777 })],
    ['an encrypted entry', 'encrypted', more({ name: `${folder}/secret`, flags: 1 })],
    ['bytes after the end', 'no plain ZIP', new Uint8Array([...good, 0])],
    ['bytes before the begin', 'no plain ZIP', new Uint8Array([0x4d, 0x5a, ...good])],
    ['a cut', 'no plain ZIP', good.subarray(0, good.length - 100)],
    ['an empty file', 'no plain ZIP', new Uint8Array()],
  ]
  return table.map(([name, words, zip]) => ({ name: `ZIP with ${name}`, check: 'container', words, zip }))
}
