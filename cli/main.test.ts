import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '#crypto/digest.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const sample = (name: string) => join(ROOT, 'public/samples', `${name}.json`)

/** As a person calls it: a process of its own, so that exit codes and both streams are the real ones. */
function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'cli/main.ts'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

let folder: string
beforeAll(() => {
  folder = temporaryFolder()
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('validate', () => {
  it('says 0 for the Contoso sample, and its findings as JSON', () => {
    const { status, stdout } = cli('validate', sample('contoso'), '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).findings.every((finding: { severity: string }) => finding.severity !== 'error')).toBe(
      true,
    )
  })

  it('says 1 when an error blocks, with rule, path, message and source of each', () => {
    const environment = JSON.parse(readFileSync(sample('contoso'), 'utf8'))
    environment.components[0].managedAccount.name = 'ABCDEFGHIJKLMNOP'
    const { status, stdout } = cli('validate', file('long.json', JSON.stringify(environment)), '--json')
    expect(status).toBe(1)
    const { findings } = JSON.parse(stdout)
    expect(findings).toContainEqual(
      expect.objectContaining({ ruleId: 'N02', severity: 'error', path: '/components/0/managedAccount/name' }),
    )
    expect(Object.keys(findings[0]).sort()).toEqual(['message', 'path', 'ruleId', 'severity', 'source'])
  })

  it.each<[string, () => string, number, string]>([
    ['no JSON', () => file('bad.json', '{'), 2, 'not valid JSON'],
    [
      'an unknown field',
      () => file('more.json', JSON.stringify({ ...JSON.parse(readFileSync(sample('contoso'), 'utf8')), more: 1 })),
      2,
      'more',
    ],
    ['6 MB', () => file('large.json', ' '.repeat(6_000_000)), 2, 'larger than'],
    ['no UTF-8', () => file('latin1.json', new Uint8Array([0x22, 0xe9, 0x22])), 2, 'UTF-8'],
    ['nothing', () => join(folder, 'nothing.json'), 4, 'There is no file'],
  ])('refuses a file with %s, in words', (_name, path, status, words) => {
    const answer = cli('validate', path())
    expect(answer).toMatchObject({ status, stdout: '' })
    expect(answer.stderr).toContain(words)
  })
})

describe('plan', () => {
  it('prints every step with its id, target and what it waits for', () => {
    const { status, stdout } = cli('plan', sample('contoso'), '--json')
    expect(status).toBe(0)
    const { steps } = JSON.parse(stdout)
    const ids = new Set(steps.map(({ id }: { id: string }) => id))
    expect(ids.size).toBe(steps.length)
    for (const step of steps) {
      expect(step.id.split('@')[1].split('#')[0]).toBe(step.target)
      for (const id of step.after) expect(ids.has(id)).toBe(true)
    }
  })
})

describe('generate', () => {
  function files(root: string, prefix = ''): string[] {
    return readdirSync(join(root, prefix), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(root, join(prefix, entry.name)) : [join(prefix, entry.name)],
    )
  }

  it('writes the same bytes each time, and the plan digest is the SHA-256 of the plan statement', () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const first = cli('generate', sample('contoso'), '--out', one, '--json')
    expect(first.status).toBe(0)
    expect(cli('generate', sample('contoso'), '--out', two).status).toBe(0)
    const names = files(one).sort()
    expect(files(two).sort()).toEqual(names)
    for (const name of names)
      expect(readFileSync(join(two, name)).equals(readFileSync(join(one, name))), name).toBe(true)
    const { planDigest, targets } = JSON.parse(first.stdout)
    expect(readdirSync(one).sort()).toEqual([...targets].sort())
    for (const target of targets) {
      expect(sha256Hex(readFileSync(join(one, target, 'statement/plan.json')))).toBe(planDigest)
    }
  })

  it.each([
    ['fabrikam', 'M07'],
    ['priv-pam', 'D07'],
  ])('refuses the %s sample while its warning %s is open, and writes nothing', (name, rule) => {
    const out = join(folder, name)
    const { status, stdout } = cli('generate', sample(name), '--out', out, '--json')
    expect(status).toBe(1)
    const { error } = JSON.parse(stdout)
    expect(error.details.findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain(rule)
    expect(() => readdirSync(out)).toThrow()
  })

  it('takes request, case and policy from a context, and refuses a wrong one by its field', () => {
    const context = {
      requestId: 'MG-0042',
      revision: 3,
      kind: 'conversion',
      mode: 'production',
      asOf: '2026-11-24',
      requester: 'ines',
      case: { title: 'T', ticket: '', acknowledgements: [] },
      ciphertexts: {},
      genesis: 'a'.repeat(64),
      policy: {
        type: 'mim-gmsa/policy/1',
        id: 'conversion',
        version: 1,
        kind: 'conversion',
        title: 'Conversion',
        groups: [{ id: 'g', title: 'G', count: 1 }],
        validDays: 14,
        allowSyncedPasskeys: false,
        covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
        coolingOffHours: 0,
        ticketRequired: false,
      },
    }
    const out = join(folder, 'context')
    const given = cli(
      'generate',
      sample('contoso'),
      '--out',
      out,
      '--context',
      file('context.json', JSON.stringify(context)),
    )
    expect(given.status).toBe(0)
    expect(JSON.parse(readFileSync(join(out, 'directory/statement/plan.json'), 'utf8'))).toMatchObject({
      requestId: 'MG-0042',
      mode: 'production',
      genesis: context.genesis,
    })
    const wrong = file('wrong.json', JSON.stringify({ ...context, revision: -1 }))
    const refused = cli('generate', sample('contoso'), '--out', join(folder, 'refused'), '--context', wrong)
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('revision')
  })

  it('never writes over a folder that holds something', () => {
    const out = join(folder, 'full')
    mkdirSync(out)
    writeFileSync(join(out, 'mine.txt'), 'mine')
    expect(cli('generate', sample('contoso'), '--out', out).status).toBe(5)
    expect(readdirSync(out)).toEqual(['mine.txt'])
  })
})

it('a wrong call says what would be right', () => {
  expect(cli()).toMatchObject({ status: 2 })
  expect(cli('--help')).toMatchObject({ status: 0 })
  expect(cli('nonsense').stderr).toContain('validate')
  expect(cli('validate').stderr).toContain('mim-gmsa validate FILE')
  expect(cli('validate', '--wrong').stderr).toContain('mim-gmsa validate FILE')
})
