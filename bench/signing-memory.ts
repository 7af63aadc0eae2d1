// `node bench/signing-memory.ts`: how much memory signing the bundles of 100 and of 2,000 servers takes, each in a process of its own.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { generateLazily } from '#core/generate/generate.ts'
import { makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { zipStream } from '#crypto/zip/write-zip.ts'
import { signPlan } from '#signer/sign/sign-plan.ts'
import { generateFor } from './generate.ts'

const mb = (bytes: number) => bytes / 1_048_576

export interface SigningMemory {
  /** Resident after generating, with garbage collected: plan, findings, statements. */
  readonly planMb: number
  /** What signing and packing one target after the other takes more, at its peak. */
  readonly signingMb: number
}

async function measure(servers: number): Promise<SigningMemory> {
  const key = await makeDemoKey(new Date(), randomBytes)
  const generated = generateFor(servers, generateLazily)
  global.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const decisions = Buffer.alloc(4000, 'x')
  const signer = localCodeSigner(key.privateKey, key.certificate)
  for await (const signed of signPlan({ generated, decisions, cover: () => decisions, signer, at: new Date() })) {
    const entries = signed.files.map(({ path, bytes }) => ({ path: `bundle/${path}`, bytes }))
    for await (const _ of zipStream(entries));
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  return { planMb: mb(before), signingMb: mb(peak - before) }
}

function inOwnProcess(servers: number): SigningMemory {
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, String(servers)], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout)
}

if (import.meta.main) {
  const [servers] = process.argv.slice(2)
  if (servers !== undefined) console.log(JSON.stringify(await measure(Number(servers))))
  else {
    const [few, many] = [inOwnProcess(100), inOwnProcess(2000)]
    for (const [name, { planMb, signingMb }] of Object.entries({ '100 servers': few, '2,000 servers': many })) {
      console.log(`${name.padEnd(14)} plan ${planMb.toFixed(0)} MB, signing ${signingMb.toFixed(0)} MB more`)
    }
    console.log(`growth of signing  ${(many.signingMb - few.signingMb).toFixed(0)} MB`)
  }
}
