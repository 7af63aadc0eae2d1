import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '#crypto/digest.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const sample = (name: string) => join(ROOT, 'public/samples', `${name}.json`)

function cli(...args: string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'cli/main.ts'), ...args], { encoding: 'utf8' })
}

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
})

describe('drift', () => {
  const environment = sample('contoso')
  const found = ['contoso-directory', 'contoso-mimportal', 'contoso-mimsync'].map((name) => sample(`discovery/${name}`))

  it('says 0 for the installation that was approved', () => {
    const { status, stdout } = cli('drift', environment, ...found)
    expect(stdout).toMatch(/0 block, 0 warn/)
    expect(status).toBe(0)
  })

  it('says 1, what was approved, what was found and which steps it touches', () => {
    const changed = join(folder, 'sync.json')
    writeFileSync(changed, readFileSync(found[2] ?? '', 'utf8').replaceAll('svcMIMSync', 'svcOther'))
    const { status, stdout } = cli('drift', environment, changed, '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      worst: 'blocks',
      items: expect.arrayContaining([
        expect.objectContaining({ path: '/components/0/oldAccount', steps: ['A-01', 'F-02', 'R-01'] }),
      ]),
    })
  })

  it('says 2 for a file that is no discovery file, and names it', () => {
    const { status, stderr } = cli('drift', environment, environment)
    expect(status).toBe(2)
    expect(stderr).toMatch(/contoso\.json was refused/)
  })
})

describe('discovery-script', () => {
  it('writes the script, says its digest, and never overwrites', () => {
    const out = join(folder, 'script.ps1')
    const { status, stdout } = cli('discovery-script', '--out', out, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).sha256).toBe(sha256Hex(readFileSync(out)))
    expect(readFileSync(out, 'latin1')).toMatch(/^#Requires -Version 5\.1\r\n/)
    expect(readFileSync(out, 'latin1')).not.toMatch(/[^\r]\n/)
    expect(cli('discovery-script', '--out', out).status).toBe(5)
  })
})
