#!/usr/bin/env node
// `mim-gmsa`: what needs no server. Each command is loaded when it is called.
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import type { Io } from './io.ts'

type Command = (args: string[], io: Io) => Promise<number>

const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  validate: {
    summary: 'what the rules say of an environment',
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  plan: { summary: 'the steps of its conversion', load: async () => (await import('./commands/plan.ts')).plan },
  generate: {
    summary: 'the unsigned files and statements of every target',
    load: async () => (await import('./commands/generate.ts')).generateFiles,
  },
  drift: {
    summary: 'what discovery found, against an approved environment',
    load: async () => (await import('./commands/drift.ts')).drift,
  },
  'discovery-script': {
    summary: 'writes the read-only discovery script',
    load: async () => (await import('./commands/discovery-script.ts')).discoveryScript,
  },
  verify: { summary: 'judges a signed bundle', load: async () => (await import('./commands/verify.ts')).verify },
  reproduce: {
    summary: 'makes a bundle’s unsigned bytes again and compares',
    load: async () => (await import('./commands/reproduce.ts')).reproduce,
  },
  seal: {
    summary: 'encrypts a mailbox password for one server',
    load: async () => (await import('./commands/seal.ts')).seal,
  },
  signer: {
    summary: 'founds the signer and installs its key, on its host',
    load: async () => (await import('./commands/signer.ts')).signerCommand,
  },
  admin: {
    summary: 'makes the first administrator of a portal',
    load: async () => (await import('./commands/admin.ts')).adminCommand,
  },
}

const USAGE = [
  'mim-gmsa COMMAND …',
  '',
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(18)}${summary}`),
  '',
  '`mim-gmsa COMMAND --help` shows what it takes. docs/cli.md has the JSON and the exit codes.',
].join('\n')

const io: Io = { out: (line) => console.log(line), err: (line) => console.error(line) }

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    io.out(USAGE)
    return name === undefined ? ERROR_CODES.BAD_INPUT.exit : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    io.err(`There is no command ${JSON.stringify(name)}.\n\n${USAGE}`)
    return ERROR_CODES.BAD_INPUT.exit
  }
  try {
    return await (await command.load())(args, io)
  } catch (error) {
    return report(error, args.includes('--json'))
  }
}

function report(error: unknown, json: boolean): number {
  const known = error instanceof AppError ? error : null
  const { code, userMessage, details } = known ?? {
    code: 'INTERNAL' as const,
    userMessage: `The program failed: ${error instanceof Error ? error.message : String(error)}`,
    details: {},
  }
  if (json) io.out(JSON.stringify({ error: { code, message: userMessage, details } }))
  else io.err(userMessage)
  return ERROR_CODES[code].exit
}

process.exitCode = await run(process.argv.slice(2))
