import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { folderProblem } from './folder-access.ts'
import { peerAccount } from './peer-account.ts'

const uid = process.getuid?.() ?? 0
let dir: string
let root: string
beforeEach(() => {
  dir = join(temporaryFolder(), 'signer')
  root = temporaryFolder()
  mkdirSync(dir, { mode: 0o700 })
  mkdirSync(join(root, 'core'), { mode: 0o755 })
})

test('a folder of the signer alone, with code that nobody else can change, has no problem', () => {
  writeFileSync(join(dir, 'journal'), '')
  expect(folderProblem(dir, root, uid)).toBeNull()
})

test.each([0o755, 0o750, 0o701])('a folder with mode %o is refused', (mode) => {
  chmodSync(dir, mode)
  expect(folderProblem(dir, root, uid)).toContain('nobody else can read')
})

test('a folder of another account, and code that others can change, are refused', () => {
  expect(folderProblem(dir, root, uid + 1)).toContain('belongs to the signer’s account')
  chmodSync(join(root, 'core'), 0o777)
  expect(folderProblem(dir, root, uid)).toContain('can be changed by another account')
})

test.runIf(uid === 0)('another account can not read what lies in the folder', () => {
  writeFileSync(join(dir, 'journal'), 'secret')
  const probe = (path: string) => spawnSync('/bin/cat', [path], { uid: 65_534, gid: 65_534, encoding: 'utf8' })
  expect(probe(join(dir, 'journal'))).toMatchObject({ stdout: '', status: 1 })
  expect(probe(join(dir, 'journal')).stderr).toContain('Permission denied')
})

test.runIf(existsSync('/proc/net/tcp'))('the account of who connects is known', async () => {
  const server = createServer((request, response) => {
    const { remotePort = 0, localPort = 0 } = request.socket
    response.end(String(peerAccount(remotePort, localPort)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe(String(uid))
  server.close()
})

test('a connection that the table does not know has no account', () => {
  expect(peerAccount(1, 2, '')).toBeNull()
})
