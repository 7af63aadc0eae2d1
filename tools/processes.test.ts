import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { assertPortFree } from './processes.ts'

const listening: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of listening.splice(0)) server.close()
})

async function listen(): Promise<number> {
  const server = createServer()
  listening.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

test('a busy port is named together with the setting that chooses another one', async () => {
  const port = await listen()
  await expect(assertPortFree(port, 'MIM_GMSA_WEB_PORT')).rejects.toThrow(
    `Port ${port} is busy. Stop the program that uses it, or choose another one with MIM_GMSA_WEB_PORT.`,
  )
})

test('a free port is no reason to stop', async () => {
  const port = await listen()
  await new Promise((done) => listening.pop()?.close(done))
  await expect(assertPortFree(port, 'MIM_GMSA_WEB_PORT')).resolves.toBeUndefined()
})

const serve = (which: string, variables: Record<string, string>) =>
  spawnSync(process.execPath, ['tools/serve.ts', which], {
    encoding: 'utf8',
    env: { ...variables, NODE_ENV: 'test', PATH: process.env.PATH },
  })

test('a production start without settings is refused, and every missing one is named', () => {
  const { status, stderr } = serve('web', {})
  expect(status).toBe(78)
  for (const name of [
    'MIM_GMSA_DATA_DIR',
    'MIM_GMSA_PORTAL_URL',
    'MIM_GMSA_SESSION_SECRET',
    'MIM_GMSA_SIGNER_URL',
    'MIM_GMSA_SIGNER_TOKEN_FILE',
  ])
    expect(stderr).toContain(`${name} is missing`)
})

test('web and signer under one account are refused unless told so', () => {
  const { status, stderr } = serve('all', {})
  expect(status).toBe(78)
  expect(stderr).toContain('MIM_GMSA_ALLOW_ONE_ACCOUNT=yes')
})
