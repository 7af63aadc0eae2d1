// `node bench/signing-memory.ts [SERVERS …]`: the most memory that a process holds which generates, signs and packs the bundles of that many
// servers, as the system counts it (resident set), under the options that the signer is started with. One process for each number.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { generateOutline } from '#core/generate/generate.ts'
import { makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { signPlan } from '#signer/sign/sign-plan.ts'
import { SIGNER_NODE_OPTIONS } from '#tools/processes.ts'
import { generateBy } from './generate.ts'
import { pack } from './signing.ts'

export interface SigningMemory {
  readonly servers: number
  /** Peak of the resident set up to the plan digest, in MiB. */
  readonly generatedMb: number
  /** Peak of the resident set of the whole process, in MiB. */
  readonly peakMb: number
}

const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024)

async function measure(servers: number): Promise<SigningMemory> {
  const key = await makeDemoKey(new Date(), randomBytes)
  const generated = generateBy(generateOutline, servers)
  const generatedMb = peakMb()
  const decisions = Buffer.alloc(4000, 'x')
  const signer = localCodeSigner(key.privateKey, key.certificate)
  const files = new Map(generated.targets.map(({ target, makeFiles }) => [target, makeFiles]))
  for await (const signed of signPlan({ generated, decisions, cover: () => decisions, signer, at: new Date() })) {
    await pack(files.get(signed.target)?.() ?? [], signed)
  }
  return { servers, generatedMb, peakMb: peakMb() }
}

/** The same in a process of its own, so that nothing measured before counts. */
export function signingMemory(servers: number): SigningMemory {
  const { stdout } = spawnSync(
    process.execPath,
    [...SIGNER_NODE_OPTIONS, import.meta.filename, '--here', String(servers)],
    {
      encoding: 'utf8',
    },
  )
  return JSON.parse(stdout)
}

if (import.meta.main) {
  const [first, ...more] = process.argv.slice(2)
  if (first === '--here') console.log(JSON.stringify(await measure(Number(more[0]))))
  else {
    const sizes = first === undefined ? [100, 500, 1000, 2000] : [first, ...more].map(Number)
    const measured = sizes.map(signingMemory)
    for (const { servers, generatedMb, peakMb } of measured) {
      console.log(`${servers} servers: ${generatedMb} MB up to the plan digest, ${peakMb} MB with signing and packing`)
    }
    const [few, many] = [measured[0], measured.at(-1)]
    if (few && many) console.log(`growth: ${many.peakMb - few.peakMb} MB`)
  }
}
