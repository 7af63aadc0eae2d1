import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { openDb } from '#db/client.ts'
import { readEvents } from '#server/audit/read-events.ts'
import { readPeople } from '#server/people/read-people.ts'
import { signIn } from '#server/session/sign-in.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { adminCommand } from './admin.ts'

let folder: string
let out: string[]
let err: string[]

beforeEach(() => {
  folder = temporaryFolder()
  out = []
  err = []
})

const run = (args: readonly string[], variables: Record<string, string> = { MIM_GMSA_DATA_DIR: folder }) =>
  adminCommand([...args], { out: (line) => out.push(line), err: (line) => err.push(line) }, variables)
const CREATE = ['create', '--user', 'felix-baum', '--name', 'Felix Baum']

test('the first administrator is made in an empty folder, with nothing configured but the folder', async () => {
  expect(await run(CREATE)).toBe(0)
  const db = openDb(join(folder, 'portal.db'))
  expect(readPeople(db)).toMatchObject([
    { user: 'felix-baum', name: 'Felix Baum', roles: ['administrator'], mustChangePassword: true },
  ])
  const attempt = { user: 'felix-baum', passphrase: out[0] ?? '', address: null, previous: null }
  await expect(signIn(buildServices({ db }), attempt)).resolves.toBeDefined()
  expect(readEvents(db, undefined, 10).at(-1)).toMatchObject({
    kind: 'person.created',
    actor: null,
    summary: 'Somebody at the command line created the account of Felix Baum (administrator).',
  })
  db.$client.close()
})

test('the passphrase is the only line of the result, so that it can be piped', async () => {
  await run(CREATE)
  expect(out).toEqual([expect.stringMatching(/^([a-z]+-){5}[a-z]+$/)])
  expect(err).toEqual([expect.stringContaining('shown once')])
})

test('--json gives the result as one object', async () => {
  await run([...CREATE, '--json'])
  expect(JSON.parse(out.join())).toMatchObject({ user: 'felix-baum', passphrase: expect.any(String) })
})

test('a taken user name is refused, and the account stays as it is', async () => {
  await run(CREATE)
  await expect(run(['create', '--user', 'felix-baum', '--name', 'Another'])).rejects.toMatchObject({ code: 'CONFLICT' })
  const db = openDb(join(folder, 'portal.db'))
  expect(readPeople(db).map(({ name }) => name)).toEqual(['Felix Baum'])
  db.$client.close()
})

test.each([
  [[], 'mim-gmsa admin create'],
  [['delete', '--user', 'felix'], 'mim-gmsa admin create'],
  [['create', '--name', 'Felix Baum'], 'A user name is needed.'],
  [['create', '--user', 'felix'], 'A name is needed.'],
  [['create', '--user', 'Felix Baum', '--name', 'Felix Baum'], 'lower-case'],
  [['create', '--user', 'felix', '--name', 'Felix\u202eBaum'], 'nobody can see'],
  [[...CREATE, '--role', 'auditor'], '--role'],
])('%j is refused with words, and makes no database', async (args, words) => {
  await expect(run(args)).rejects.toMatchObject({ code: 'BAD_INPUT', userMessage: expect.stringContaining(words) })
  expect(existsSync(join(folder, 'portal.db'))).toBe(false)
})

test('a missing setting or folder is named', async () => {
  await expect(run(CREATE, {})).rejects.toMatchObject({
    code: 'BAD_INPUT',
    userMessage: expect.stringContaining('MIM_GMSA_DATA_DIR is missing'),
  })
  const away = join(folder, 'not-there')
  await expect(run(CREATE, { MIM_GMSA_DATA_DIR: away })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    userMessage: expect.stringContaining(away),
  })
})
