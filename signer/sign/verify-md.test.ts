import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sha256Hex } from '#crypto/digest.ts'
import { hasForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { approvedPlan, buildSigner, bundleOf } from '../testing/build-signer.ts'

let folder: string
let certificateSha256: string

beforeAll(async () => {
  const made = await buildSigner()
  certificateSha256 = made.certificateSha256
  const planDigest = await approvedPlan(made)
  await made.signer.sign(planDigest)
  folder = temporaryFolder()
  for (const [path, bytes] of bundleOf(made, planDigest, 'MIMSYNC')) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
})

/** The commands of VERIFY.md, exactly as they are printed. */
const printed = (language: string) =>
  [
    ...readFileSync(join(folder, 'VERIFY.md'), 'utf8')
      .replaceAll('\r\n', '\n')
      .matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm')),
  ].map(([, code]) => code ?? '')

const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

test.skipIf(!hasForeignTool('openssl') || !hasForeignTool('osslsigncode'))(
  'every command of VERIFY.md accepts the bundle, and the fingerprint is the one of the signer’s console',
  () => {
    const [fingerprint, manifest, script, ...others] = printed('sh')
    expect(others).toEqual([])
    expect(
      run(fingerprint ?? '')
        .replaceAll(':', '')
        .toLowerCase(),
    ).toContain(certificateSha256)
    run(manifest ?? '')
    expect(run(script ?? '')).toContain('Signature verification: ok')
  },
)

test.skipIf(!hasForeignTool('openssl') || !hasForeignTool('osslsigncode'))(
  'the same commands refuse a changed manifest and a changed script',
  () => {
    const [, manifest, script] = printed('sh')
    for (const [path, command] of [
      ['manifest.json', manifest],
      ['Start-Runbook.ps1', script],
    ] as const) {
      const good = readFileSync(join(folder, path))
      writeFileSync(join(folder, path), Buffer.from(good.toString('latin1').replace('e', 'E'), 'latin1'))
      expect(() => run(command ?? ''), path).toThrow()
      writeFileSync(join(folder, path), good)
    }
  },
)

test('the hashes that the PowerShell lines compare are those of the files', () => {
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  expect(files.length).toBeGreaterThan(20)
  for (const { path, sha256 } of files) expect(sha256Hex(readFileSync(join(folder, path))), path).toBe(sha256)
  expect(printed('powershell')).toHaveLength(2)
})
