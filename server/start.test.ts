import { expect, test, vi } from 'vitest'

/** Starts the web process's own part with these variables and returns what it told and how it ended. */
async function startWith(variables: Readonly<Record<string, string | undefined>>) {
  vi.resetModules()
  Reflect.deleteProperty(globalThis, 'mimGmsaServices')
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const told: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`)
  })
  const { start } = await import('./start.ts')
  const ended = await Promise.resolve()
    .then(() => start())
    .then(
      () => 'running',
      (error: Error) => error.message,
    )
  stderr.mockRestore()
  exit.mockRestore()
  vi.unstubAllEnvs()
  return { told: told.join(''), ended }
}

const complete = {
  MIM_GMSA_DATA_DIR: '/nowhere/at/all',
  MIM_GMSA_PORTAL_URL: 'https://portal.contoso.com',
  MIM_GMSA_SESSION_SECRET: 'a secret of a test, long enough for it',
  MIM_GMSA_SIGNER_URL: 'https://signer.contoso.com',
  MIM_GMSA_SIGNER_TOKEN_FILE: '/nowhere/token',
}

test('a missing setting stops the start and is named, with what is allowed and an example', async () => {
  const { told, ended } = await startWith({ ...complete, MIM_GMSA_SIGNER_URL: undefined })
  expect(ended).toBe('exit 1')
  expect(told).toMatch(/^MIM_GMSA_SIGNER_URL is missing\. Allowed: .+ Example: /)
})

test('a folder that is not there stops the start and is named with its setting', async () => {
  const { told, ended } = await startWith(complete)
  expect(ended).toBe('exit 1')
  expect(told).toContain('/nowhere/at/all (MIM_GMSA_DATA_DIR)')
})
