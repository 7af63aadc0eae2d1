// `node bench/signing.ts [SERVERS]`: what signing the bundles of a plan costs, part by part, against raw RSA of the same run.
import { randomBytes, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateOutline } from '#core/generate/generate.ts'
import type { GeneratedFile } from '#core/generate/types.ts'
import { isScript } from '#crypto/authenticode/sign-script.ts'
import { hasForeignTool, runForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { type DemoKey, makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { zipStream } from '#crypto/zip/write-zip.ts'
import { type SignedTarget, signPlan } from '#signer/sign/sign-plan.ts'
import { generateBy, generateFor } from './generate.ts'

/** Milliseconds of processor time of this thread, so that a busy machine changes little. */
export interface SigningCost {
  readonly servers: number
  readonly regenerationMs: number
  /** Every Authenticode block and manifest, without regeneration, ZIP and disk. */
  readonly signingMs: number
  readonly signatures: number
  /** PowerShell files of all bundles; a file of the release counts in each, and is signed once. */
  readonly scripts: number
  /** As many raw signatures of node:crypto with the same key, made between the others. */
  readonly rawMs: number
  readonly zipMs: number
}

function stopwatch() {
  const now = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let last = now()
  return () => {
    const passed = now() - last
    last = now()
    return passed
  }
}

/** Generates, signs and packs the bundles of that many servers, one target after the other. */
export async function signingCost(servers: number): Promise<SigningCost> {
  const key = await makeDemoKey(new Date(), randomBytes)
  const counted = countingSigner(localCodeSigner(key.privateKey, key.certificate))
  const lap = stopwatch()
  const outline = generateBy(generateOutline, servers)
  const cost = { servers, regenerationMs: lap(), signingMs: 0, signatures: 0, scripts: 0, rawMs: 0, zipMs: 0 }
  const decisions = Buffer.alloc(4000, 'x')
  // Signing asks for the scripts of a target, which are made anew: that is regeneration.
  const targets = outline.targets.map((target) => ({
    ...target,
    makeFiles: (wanted?: (path: string) => boolean) => {
      cost.signingMs += lap()
      const made = target.makeFiles(wanted)
      cost.regenerationMs += lap()
      return made
    },
  }))
  const generated = { ...outline, targets }
  const input = { generated, decisions, cover: () => decisions, signer: counted.signer, at: new Date() }
  const approved = new Map(outline.targets.map(({ target, makeFiles }) => [target, makeFiles]))
  for await (const signed of signPlan(input)) {
    cost.signingMs += lap()
    const signatures = counted.taken()
    cost.signatures += signatures
    for (let i = 0; i < signatures; i++) sign('sha256', decisions.subarray(0, 32), key.privateKey)
    cost.rawMs += lap()
    const files = approved.get(signed.target)?.() ?? []
    cost.regenerationMs += lap()
    cost.scripts += files.filter(({ path }) => isScript(path)).length
    await pack(files, signed)
    cost.zipMs += lap()
  }
  return cost
}

/** The bundle of a target as it is handed out: what was approved, replaced and completed by what the signer made. Its bytes are not kept. */
export async function pack(approved: readonly GeneratedFile[], { files }: SignedTarget): Promise<void> {
  const bundle = new Map([...approved, ...files].map(({ path, bytes }) => [path, bytes]))
  for await (const _ of zipStream([...bundle].map(([path, bytes]) => ({ path: `bundle/${path}`, bytes }))));
}

function countingSigner(inner: CodeSigner): { signer: CodeSigner; taken(): number } {
  let count = 0
  const counting = (digest: Uint8Array) => {
    count++
    return inner.sign(digest)
  }
  return {
    signer: { ...inner, sign: counting },
    taken: () => {
      const made = count
      count = 0
      return made
    },
  }
}

/** Milliseconds per script by the clock for one process of osslsigncode each. */
export async function processMs(scripts: number): Promise<number> {
  const folder = temporaryFolder()
  const key: DemoKey = await makeDemoKey(new Date(), randomBytes)
  const { targets } = generateFor(scripts + 3)
  const settings = targets
    .flatMap(({ files }) => files.filter(({ path }) => path === 'settings.psd1'))
    .slice(0, scripts)
  writeFileSync(join(folder, 'key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'certificate.pem'), certificatePem(key.certificate))
  for (const [index, file] of settings.entries()) writeFileSync(join(folder, `${index}.ps1`), file.bytes)
  const started = performance.now()
  for (let index = 0; index < scripts; index++) {
    runForeignTool('osslsigncode', [
      ...['sign', '-h', 'sha256', '-certs', join(folder, 'certificate.pem'), '-key', join(folder, 'key.pem')],
      ...['-in', join(folder, `${index}.ps1`), '-out', join(folder, `${index}.signed.ps1`)],
    ])
  }
  return (performance.now() - started) / scripts
}

if (import.meta.main) {
  await signingCost(20) // the engine compiles
  const cost = await signingCost(Number(process.argv[2] ?? 1000))
  for (const [name, value] of Object.entries(cost)) console.log(`${name.padEnd(16)}${Math.round(value)}`)
  console.log(`signing / raw RSA   ${(cost.signingMs / cost.rawMs).toFixed(2)}`)
  if (hasForeignTool('osslsigncode')) {
    const [own, theirs] = [cost.signingMs / cost.scripts, await processMs(100)]
    console.log(`a script of the set: ${own.toFixed(3)} ms here, ${theirs.toFixed(1)} ms by a process of osslsigncode`)
  }
}
