import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { GENERATOR } from '#core/generate/generator.ts'
import manifest from '#package.json' with { type: 'json' }
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { readDiscoveryScript } from './discovery-script.ts'
import { findReleaseScript, RELEASE_SCRIPTS, readReleaseScript } from './release-scripts.ts'
import { sourceSha256 } from './source-sha256.ts'
import { readStaticFiles } from './static-files.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

it('the generator names its own version and source; stale? run `node tools/update-source-digest.ts`', () => {
  expect(GENERATOR.version).toBe(manifest.version)
  expect(GENERATOR.sourceSha256).toBe(sourceSha256(ROOT))
})

function installation(script: string): string {
  const root = temporaryFolder()
  const folders = ['discovery', 'modules/MimGmsa', 'scripts', 'verifier'].map((name) => `powershell/${name}`)
  for (const folder of ['core/generate', ...folders]) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  writeFileSync(join(root, 'core/a.ts'), 'export const a = 1\n')
  for (const name of ['Start-Runbook.ps1', 'Update-ExchangePassword.ps1']) {
    writeFileSync(join(root, 'powershell/scripts', name), script)
  }
  return root
}

it('line ends of a checkout change neither the shipped bytes nor the digest of the source', () => {
  const [unix, windows] = [installation('one\ntwo\n'), installation('one\r\ntwo\r\n')]
  expect(readStaticFiles(unix)).toEqual(readStaticFiles(windows))
  expect(new TextDecoder().decode(readStaticFiles(unix)[0]?.bytes)).toBe('one\r\ntwo\r\n')
  expect(sourceSha256(unix)).toBe(sourceSha256(windows))
})

it('another source has another digest, a test beside it has not', () => {
  const root = installation('one\n')
  const before = sourceSha256(root)
  writeFileSync(join(root, 'core/a.test.ts'), 'test')
  writeFileSync(join(root, 'core/generate/source-digest.ts'), 'digest')
  expect(sourceSha256(root)).toBe(before)
  writeFileSync(join(root, 'core/a.ts'), 'export const a = 2\n')
  expect(sourceSha256(root)).not.toBe(before)
})

it('a script with more than ASCII is refused: Windows PowerShell 5.1 would read it as ANSI', () => {
  expect(() => readStaticFiles(installation('"Müller"'))).toThrow('more than ASCII')
})

it('ships the runner and the whole module, in ordinal order', () => {
  const paths = readStaticFiles(ROOT).map(({ path }) => path)
  expect(paths).toEqual([...paths].sort())
  expect(paths).toEqual(
    expect.arrayContaining(['Start-Runbook.ps1', 'Update-ExchangePassword.ps1', 'modules/MimGmsa/MimGmsa.psd1']),
  )
})

it('scripts that are handed out on their own are in no bundle, and only their exact bytes may be signed', () => {
  const shipped = readStaticFiles(ROOT).map(({ path }) => path)
  for (const name of RELEASE_SCRIPTS) {
    expect(shipped).not.toContain(name)
    const { bytes } = readReleaseScript(ROOT, name)
    expect(findReleaseScript(ROOT, bytes)?.name).toBe(name)
    expect(findReleaseScript(ROOT, Uint8Array.of(...bytes, 0x0a))).toBeUndefined()
  }
})

it('the discovery script names its version', () => {
  expect(readDiscoveryScript(ROOT)).toMatchObject({ version: '1.0.0', isSigned: false })
})
