import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { verify } from '#cli/commands/verify.ts'
import type { Check } from '#crypto/bundle/verify-bundle.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { type MutatedBundles, mutatedBundles } from '#signer/testing/bundle-mutations.ts'

let made: MutatedBundles
let file: string
beforeAll(async () => {
  made = await mutatedBundles()
  file = join(temporaryFolder(), 'bundle.zip')
}, 60_000)

/** What `mim-gmsa verify` refuses of a ZIP, with its words. */
async function refused(zip: Uint8Array): Promise<Map<string, string>> {
  writeFileSync(file, zip)
  const lines: string[] = []
  const io = { out: (line: string) => lines.push(line), err: () => {} }
  await verify([file, '--allow-demo', '--certificate-sha256', made.certificateSha256, '--json'], io)
  const { checks } = JSON.parse(lines[0] ?? '') as { checks: Check[] }
  return new Map(checks.filter(({ ok }) => !ok).map(({ id, detail }) => [id, detail]))
}

test('each mutation of a bundle is refused by the check that is there for it; the bundle itself is not', async () => {
  expect(made.mutations.length).toBeGreaterThan(50)
  expect(await refused(made.good)).toEqual(new Map())
  const wrong: string[] = []
  for (const { name, zip, check } of made.mutations) {
    const found = await refused(zip)
    if (!found.has(check))
      wrong.push(`${name}: not ${check} but ${[...found].map((one) => one.join(': ')).join(' | ')}`)
    if ([...found.values()].some((detail) => detail === 'The bundle can not be read.')) wrong.push(`${name}: no reason`)
  }
  expect(wrong).toEqual([])
}, 60_000)
