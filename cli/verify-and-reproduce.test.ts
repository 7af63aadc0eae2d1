import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { reproduce } from '#cli/commands/reproduce.ts'
import { verify } from '#cli/commands/verify.ts'
import type { Check } from '#crypto/bundle/verify-bundle.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import {
  approvedPlan,
  buildInput,
  buildSigner,
  bundleOf,
  POLICY,
  START,
  type TestSigner,
} from '#signer/testing/build-signer.ts'

const input = buildInput()
let made: TestSigner
let plan: string
let folder: string
let list: string
let now = START

async function run(command: typeof verify, ...args: string[]) {
  const lines: string[] = []
  const io = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  return { code: await command(args, io, () => now), lines }
}
const write = (name: string, content: string | Uint8Array) => {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}
const recallList = async () => write('recall-list.p7m', Buffer.from((await made.signer.recallList()).base64, 'base64'))

beforeAll(async () => {
  made = await buildSigner()
  plan = await approvedPlan(made, input)
  await made.signer.sign(plan)
  folder = temporaryFolder()
  for (const [path, bytes] of bundleOf(made, plan, 'MIMSYNC')) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  list = await recallList()
}, 60_000)

/** Ids of failed checks, and the answer of one. */
async function judged(...args: string[]) {
  const { lines } = await run(verify, folder, '--allow-demo', '--json', ...args)
  const { checks } = JSON.parse(lines[0] ?? '') as { checks: Check[] }
  const failed = checks.filter(({ ok }) => !ok).map(({ id, detail }) => `${id}: ${detail}`)
  return { failed, of: (id: string) => checks.find((check) => check.id === id) }
}

describe('mim-gmsa verify', () => {
  test('says of each check what it proves, and of one that was not asked that it was not', async () => {
    const { code, lines } = await run(verify, folder, '--allow-demo')
    expect(code).toBe(0)
    expect(lines.filter((line) => line.startsWith('ok '))).toHaveLength(
      lines.filter((line) => /^ +proves: ./.test(line)).length,
    )
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(3)
    expect((await judged()).of('recall')).toMatchObject({ skipped: true })
  })

  test('refuses another host and a closed window only when it is asked', async () => {
    expect((await judged('--host', 'MIMSYNC')).failed).toEqual([])
    expect((await judged('--host', 'mimsync.contoso.com')).failed).toEqual([])
    expect((await judged('--host', 'mimsvc')).failed).toEqual([
      'host: The bundle is for mimsync.contoso.com, not for mimsvc.',
    ])
    const [window] = made.authority.content(made.authority.record(plan)).generated.statement.windows
    expect((await judged('--at', window?.notBefore ?? '')).failed).toEqual([])
    expect((await judged('--at', '2020-01-01T00:00:00Z')).failed[0]).toContain('window: No window is open at 2020')
  })

  test('several pins are those before and after a change of keys', async () => {
    const other = 'b'.repeat(64)
    expect((await judged('--certificate-sha256', other)).failed[0]).toContain('certificate: Signed by another')
    const pins = ['--certificate-sha256', other, '--certificate-sha256', made.certificateSha256]
    expect((await judged(...pins)).failed).toEqual([])
  })

  test('a stale list needs a reason, another signer’s list does not count, a recalled plan is refused', async () => {
    expect((await judged('--recall-list', list)).of('recall')?.detail).toContain(
      'not among the 0 recalled plans of list 0',
    )
    const foreign = await buildSigner()
    const theirs = write('theirs.p7m', Buffer.from((await foreign.signer.recallList()).base64, 'base64'))
    expect((await judged('--recall-list', theirs)).failed[0]).toContain(
      'recall: The recall list is signed with another certificate',
    )
    now = new Date(START.getTime() + 8 * 86_400_000)
    expect((await judged('--recall-list', list)).failed[0]).toContain(
      'recall: The recall list ended on 2026-12-01T10:00:00Z',
    )
    const accepted = await judged('--recall-list', list, '--stale-reason', 'The signer moves to another host.')
    expect(accepted.of('recall')).toMatchObject({ ok: true, detail: expect.stringContaining('STALE') })
    now = START
    await made.signer.decide({
      ticket: made.ticket('ines', 'recall', plan),
      decision: 'recall',
      comment: 'wrong',
    })
    expect((await judged('--recall-list', await recallList())).failed[0]).toContain('recall: The plan was recalled on')
  })

  test('a folder inside, a link, a missing file and a damaged list are told with what to do', async () => {
    const link = join(temporaryFolder(), 'link.zip')
    symlinkSync(join(folder, 'manifest.json'), link)
    await expect(run(verify, link)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      userMessage: expect.stringContaining('Give the file itself'),
    })
    await expect(run(verify, '/dev/null')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run(verify, 'nowhere.zip')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(run(verify, folder, '--recall-list', 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const damaged = write('list.p7m', 'no list')
    expect((await judged('--recall-list', damaged)).failed[0]).toContain(
      'recall: The recall list is not signed, or it was changed',
    )
    expect((await run(verify, write('text.zip', 'no zip'))).lines[0]).toContain('no plain ZIP')
    await expect(run(verify, folder, '--at', 'tomorrow')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run(verify, folder, '--stale-reason', 'x')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('mim-gmsa reproduce', () => {
  const environment = () => write('environment.json', JSON.stringify(input.environment))
  const context = () => {
    const { environment: _, ...rest } = input
    return write('context.json', JSON.stringify({ ...rest, genesis: made.genesis, policy: POLICY }))
  }

  test('makes every unsigned byte of a signed bundle again', async () => {
    const { code, lines } = await run(reproduce, folder, '--environment', environment(), '--context', context())
    expect(lines).toEqual([`${plan}  the same: every unsigned byte of the plan was made again.`])
    expect(code).toBe(0)
  })

  test('names what another environment changes, and what only the context knows', async () => {
    const other = structuredClone(input.environment)
    other.name = `${other.name} 2`
    const path = write('other.json', JSON.stringify(other))
    const answer = await run(reproduce, folder, '--environment', path, '--context', context(), '--json')
    expect(answer.code).toBe(1)
    const { reproduced, fields, files } = JSON.parse(answer.lines[0] ?? '')
    expect({ reproduced, fields }).toEqual({ reproduced: false, fields: ['environmentSha256', 'targetsRoot'] })
    expect(files).toContain('runbook.html')
    await expect(run(reproduce, folder, '--environment', environment())).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
      userMessage: expect.stringContaining('--context'),
    })
  })

  test('refuses what is no bundle', async () => {
    await expect(run(reproduce, temporaryFolder(), '--environment', environment())).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
      userMessage: expect.stringContaining('This is no bundle'),
    })
    await expect(run(reproduce, folder)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
