import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { sha256Hex } from '#crypto/digest.ts'
import { cli, judge, unpack } from './support/bundle.ts'
import { expect, test } from './support/fixtures.ts'
import { decide, openSample, submit, TICKET, TITLE } from './support/requests.ts'

// The whole of the product: from a filled-in form to bundles that independent programs confirm.
test('a Contoso request is submitted, approved by two people, signed, downloaded and verified', async ({
  as,
}, info) => {
  test.setTimeout(180_000)
  const ines = await as('ines-keller')
  const id = await openSample(ines, /Contoso lab(?! with)/)
  const environment = await exportedEnvironment(ines, info.outputPath('environment.json'))
  const digest = await submit(ines, id)

  for (const user of ['tomas-lindqvist', 'amara-okafor'] as const) {
    const approver = await as(user)
    await approver.goto('/')
    await expect(approver.getByRole('link', { name: new RegExp(id) }).first()).toBeVisible()
    await decide(approver, id, 'Approve')
  }

  const lukas = await as('lukas-brandt')
  await lukas.goto(`/requests/${id}`)
  const all = lukas.getByRole('link', { name: 'Download all bundles' })
  await expect(all).toBeVisible({ timeout: 30_000 })
  const targets = ['MIMPORTAL', 'MIMSYNC', 'SQL', 'client', 'directory']
  for (const target of targets) {
    const [download] = await Promise.all([
      lukas.waitForEvent('download'),
      lukas.getByRole('link', { name: `Download the bundle of ${target}` }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${id}-r1-${target}.zip`)
    const { zip, folder, files } = await unpack(download, info.outputPath(target))
    await judgedByOthers(folder, files)
    expect(sha256Hex(files.get('statement/plan.json') ?? new Uint8Array())).toBe(digest)
    expect(cli('verify', zip).status, 'a DEMO bundle needs to be allowed').toBe(1)
    expect(cli('verify', zip, '--allow-demo').stdout).toContain('The bundle may be used.')
    if (target === 'MIMSYNC') refusesEveryChange(folder, files)
    sameBytesAsTheGenerator(folder, files, environment, info.outputPath('generated', target), target)
  }
})

/** The environment as the wizard exports it. */
async function exportedEnvironment(page: Page, path: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Export/ }).click(),
  ])
  await download.saveAs(path)
  return path
}

/** osslsigncode for every script, openssl for the manifest, and every hash of the manifest. */
async function judgedByOthers(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const scripts = [...files.keys()].filter((path) => /\.(ps1|psm1|psd1)$/.test(path))
  expect(scripts.length).toBeGreaterThan(10)
  for (const script of scripts) {
    const words = judge('osslsigncode', ['verify', '-CAfile', 'certificates/signing.pem', '-in', script], folder)
    expect(words, script).toContain('Signature verification: ok')
  }
  judge(
    'openssl',
    [
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'manifest.json.p7s', '-content', 'manifest.json'],
      ...['-CAfile', 'certificates/signing.pem', '-purpose', 'any', '-out', '../verified.json'],
    ],
    folder,
  )
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString('utf8'))
  const listed = new Set(['manifest.json', 'manifest.json.p7s'])
  for (const { path, bytes, sha256 } of manifest.files) {
    listed.add(path)
    expect(files.get(path)?.length, path).toBe(bytes)
    expect(sha256Hex(files.get(path) ?? new Uint8Array()), path).toBe(sha256)
  }
  expect([...files.keys()].filter((path) => !listed.has(path))).toEqual([])
}

/** One changed byte, an added file, a removed file: each is refused, and the whole folder is accepted again afterwards. */
function refusesEveryChange(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const verify = () => cli('verify', folder, '--allow-demo').status
  const settings = files.get('settings.psd1') ?? new Uint8Array()
  writeFileSync(join(folder, 'settings.psd1'), settings.with(100, (settings[100] ?? 0) ^ 1))
  expect(verify(), 'a changed byte').toBe(1)
  writeFileSync(join(folder, 'settings.psd1'), settings)
  writeFileSync(join(folder, 'added.txt'), 'x')
  expect(verify(), 'an added file').toBe(1)
  judge('rm', ['added.txt'], folder)
  judge('mv', ['VERIFY.md', '../VERIFY.md'], folder)
  expect(verify(), 'a removed file').toBe(1)
  judge('mv', ['../VERIFY.md', 'VERIFY.md'], folder)
  expect(verify()).toBe(0)
}

/** The command line makes the same bytes from the exported environment and the context that the bundle names. */
function sameBytesAsTheGenerator(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  environment: string,
  out: string,
  target: string,
): void {
  const json = (path: string) => JSON.parse(Buffer.from(files.get(path) ?? []).toString('utf8'))
  const plan = json('statement/plan.json')
  const context = {
    requestId: plan.requestId,
    revision: plan.revision,
    kind: plan.kind,
    mode: plan.mode,
    asOf: plan.asOf,
    requester: plan.requester,
    case: { title: TITLE, ticket: TICKET, acknowledgements: [] },
    ciphertexts: {},
    genesis: plan.genesis,
    policy: json('decisions.json').policy,
  }
  const path = join(folder, '..', 'context.json')
  writeFileSync(path, JSON.stringify(context))
  const made = cli('generate', environment, '--out', out, '--context', path)
  expect(made.stderr).toBe('')
  for (const { path: file } of json('statement/target.json').files) {
    const unsigned = readFileSync(join(out, target, file))
    const shipped = Buffer.from(files.get(file) ?? [])
    // Signing appends a block and changes nothing before it.
    expect(shipped.subarray(0, unsigned.length).equals(unsigned), file).toBe(true)
  }
}
