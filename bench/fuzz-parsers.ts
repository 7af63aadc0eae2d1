// `node bench/fuzz-parsers.ts [COUNT]`: hostile bytes for every parser of foreign formats. Each must answer or throw its typed error.
import { randomBytes } from 'node:crypto'
import { canonicalBytes, parseCanonicalJson } from '#core/bytes/canonical-json.ts'
import { verifyInclusion } from '#core/bytes/merkle.ts'
import { AppError } from '#core/errors/app-error.ts'
import { signScript } from '#crypto/authenticode/sign-script.ts'
import { verifyScript } from '#crypto/authenticode/verify-script.ts'
import { verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { signEnclosed } from '#crypto/cms/enclosed.ts'
import { parseSignedData } from '#crypto/cms/parse.ts'
import { signDetached } from '#crypto/cms/sign.ts'
import { berToDer } from '#crypto/der/from-ber.ts'
import { readDer, readParts } from '#crypto/der/read.ts'
import { FormatError } from '#crypto/format-error.ts'
import { openKey, sealKey } from '#crypto/key-file/key-file.ts'
import { readPfx } from '#crypto/pfx/read-pfx.ts'
import { readRecallList } from '#crypto/recall/read-recall-list.ts'
import { makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { readCertificates } from '#crypto/x509/read-certificates.ts'
import { readPemKey } from '#crypto/x509/read-key-pem.ts'
import { readZip } from '#crypto/zip/read-zip.ts'
import { writeZip } from '#crypto/zip/write-zip.ts'
import { changedBytes } from './changed-bytes.ts'
import { randomOf } from './mutations.ts'
import { smallPfx } from './small-pfx.ts'

export interface FuzzResult {
  readonly parser: string
  readonly inputs: number
  readonly accepted: number
  readonly slowestMs: number
  /** What broke a promise: another error than the typed one. */
  readonly broken: readonly string[]
}

interface Subject {
  readonly seeds: readonly Uint8Array[]
  readonly read: (bytes: Uint8Array) => unknown
}

/** Every parser with valid inputs of it. */
export async function subjects(): Promise<Readonly<Record<string, Subject>>> {
  const now = new Date()
  const key = await makeDemoKey(now, randomBytes)
  const signer = localCodeSigner(key.privateKey, key.certificate)
  const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
  const script = await signScript(utf8('Get-Date\r\n'), signer)
  const manifest = canonicalBytes({ type: 'mim-gmsa/manifest/1', files: [] })
  const signature = await signDetached(manifest, signer, now)
  const list = await signEnclosed(canonicalBytes({ type: 'mim-gmsa/recall-list/1', seq: 0 }), signer, now)
  const name = 'a'.repeat(64)
  const pkcs8 = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const proof = { leaf: 'x', index: 3, size: 7, hashes: ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] }
  const zip = await writeZip([
    { path: 'b/manifest.json', bytes: manifest },
    { path: 'b/Start-Runbook.ps1', bytes: script },
  ])
  const pfx = smallPfx(key, 'secret')
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  return {
    DER: { seeds: [key.certificate, signature], read: walk },
    BER: { seeds: [key.certificate, Uint8Array.of(0x30, 0x80, 0x24, 0x80, 0x04, 1, 65, 0, 0, 0, 0)], read: berToDer },
    CMS: { seeds: [signature, list], read: parseSignedData },
    'recall list': { seeds: [list], read: readRecallList },
    Authenticode: { seeds: [script], read: verifyScript },
    PEM: { seeds: [utf8(certificatePem(key.certificate)), key.certificate], read: readCertificates },
    'PEM key': { seeds: [utf8(pkcs8)], read: (bytes) => readPemKey(text(bytes), undefined) },
    PFX: { seeds: [pfx], read: (bytes) => readPfx(bytes, 'secret') },
    'key file': {
      seeds: [utf8(sealKey(key.privateKey, name, 'passphrase', randomBytes).replace('65536', '16384'))],
      // The passphrase costs time by design; what stands before it is read is what is fuzzed.
      read: (bytes) => openKey(text(bytes), 'b'.repeat(64), 'passphrase'),
    },
    ZIP: { seeds: [zip], read: (bytes) => readZip(bytes) },
    'canonical JSON': {
      seeds: [manifest, utf8('{"__proto__":{"a":1},"b":[1,2.5,"\\u00e9"]}'), utf8('{"a":1,"a":2}')],
      read: parseCanonicalJson,
    },
    'proof of inclusion': { seeds: [utf8(JSON.stringify(proof))], read: verifyProof },
    bundle: {
      seeds: [manifest, signature, script],
      read: (bytes) => {
        const files = new Map(
          [bytes, bytes, bytes].map((one, i) => [['manifest.json', 'manifest.json.p7s', 'a.ps1'][i] ?? '', one]),
        )
        return verifyBundle(files, { allowDemo: true, now })
      },
    },
  }
}

function walk(bytes: Uint8Array): void {
  const open = [readDer(bytes)]
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if ((element.tag & 0x20) !== 0) open.push(...readParts(element))
  }
}

function verifyProof(bytes: Uint8Array): void {
  let proof: { leaf: string; index: number; size: number; hashes: string[] }
  try {
    proof = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return
  }
  const { index, size, hashes } = proof ?? {}
  if (!Array.isArray(hashes) || typeof index !== 'number' || typeof size !== 'number') return
  if (verifyInclusion(bytes, { index, size, hashes }, 'd'.repeat(64))) throw new Error('a made-up proof was accepted')
}

/** That many inputs for one parser. Deterministic but for the keys. */
export async function fuzz(parser: string, { seeds, read }: Subject, inputs: number): Promise<FuzzResult> {
  const random = randomOf(parser.length * 7919)
  const broken: string[] = []
  let [accepted, slowestMs] = [0, 0]
  for (let i = 0; i < inputs; i++) {
    const bytes = changedBytes(seeds, random)
    const started = performance.now()
    try {
      await read(bytes)
      accepted++
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof AppError) && broken.length < 5) {
        broken.push(`${String(error).slice(0, 200)} at ${Buffer.from(bytes).toString('base64').slice(0, 200)}`)
      }
    }
    slowestMs = Math.max(slowestMs, performance.now() - started)
  }
  return { parser, inputs, accepted, slowestMs, broken }
}

if (import.meta.main) {
  const inputs = Number(process.argv[2] ?? 100_000)
  for (const [parser, subject] of Object.entries(await subjects())) {
    const before = process.memoryUsage.rss()
    const { accepted, slowestMs, broken } = await fuzz(parser, subject, inputs)
    const grown = (process.memoryUsage.rss() - before) / 1_048_576
    console.log(
      `${parser.padEnd(20)}${inputs} inputs, ${accepted} accepted, slowest ${slowestMs.toFixed(1)} ms, memory ${grown.toFixed(0)} MB, ${broken.length} broken`,
    )
    for (const line of broken) console.log(`  ${line}`)
  }
}
