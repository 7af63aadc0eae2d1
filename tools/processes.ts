// Starts and stops the two processes of the product, web and signer, for `npm start`, `npm run dev`, `npm run serve` and the tests.
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Node lets its space for young objects grow up to fourfold of this under load and never gives it back; in MiB. */
export const SIGNER_NODE_OPTIONS = ['--max-semi-space-size=16']

/** Arguments of node for the signer, however it is started. */
export const SIGNER_ARGUMENTS = [...SIGNER_NODE_OPTIONS, 'signer/main.ts']

export interface Running {
  readonly name: string
  readonly child: ChildProcess
}

/** Throws a sentence that names the port when something else listens there. */
export async function assertPortFree(port: number, variable: string): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
  if (!free)
    throw new Error(`Port ${port} is busy. Stop the program that uses it, or choose another one with ${variable}.`)
}

export function start(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options: { quiet?: boolean } = {},
): Running {
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['ignore', options.quiet ? 'ignore' : 'inherit', 'inherit'],
  })
  return { name, child }
}

/** Resolves when `url` answers at all; rejects when the process ended before, or after `timeoutMs`. */
export async function waitUntilAnswering(url: string, running: Running, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (running.child.exitCode !== null)
      throw new Error(`The ${running.name} process ended with code ${running.child.exitCode}.`)
    const answered = await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The ${running.name} process did not answer at ${url} within ${timeoutMs / 1000} s.`)
}

/** Ends all of them together: on Ctrl C, and when one of them ends by itself. Never returns. */
export function liveAndDieTogether(processes: readonly Running[]): Promise<never> {
  let ending = false
  const end = (code: number) => {
    if (ending) return
    ending = true
    for (const { child } of processes) if (child.exitCode === null) child.kill('SIGTERM')
    Promise.all(
      processes.map(({ child }) => child.exitCode !== null || new Promise((done) => child.once('exit', done))),
    ).then(() => process.exit(code))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0))
  return new Promise(() => {
    for (const { name, child } of processes)
      child.once('exit', (code) => {
        if (!ending) console.error(`The ${name} process ended with code ${code}; the other one is stopped too.`)
        end(code ?? 1)
      })
  })
}
