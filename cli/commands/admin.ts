import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { ConfigError, parseSetting } from '#core/config/settings.ts'
import { AppError } from '#core/errors/app-error.ts'
import { migrateDb, openDb } from '#db/client.ts'
import { addPerson } from '#server/people/add-person.ts'
import { fullName, userName } from '#server/people/inputs.ts'

const ADMIN_USAGE = 'mim-gmsa admin create --user NAME --name "Full Name" [--json]'

const OPTIONS = {
  user: { type: 'string' },
  name: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const call = z.strictObject({ user: userName, name: fullName })

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')

/**
 * `mim-gmsa admin create`: makes an administrator straight in the database of MIM_GMSA_DATA_DIR, whether the portal runs or not,
 * and prints the first passphrase, once. Throws AppError: CONFLICT when the user name is taken, BAD_INPUT for a wrong call.
 */
export async function adminCommand(
  args: string[],
  io: Io,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, ADMIN_USAGE)
  if (values.help) {
    io.out(ADMIN_USAGE)
    return 0
  }
  const { user, name } = readCall(values, positionals)
  const db = openDb(join(dataFolder(variables), 'portal.db'))
  try {
    migrateDb(db, MIGRATIONS)
    const scene = { db, clock: () => new Date(), random: randomBytes, actor: null, address: null }
    const { personId, passphrase } = await addPerson(scene, { user, name, roles: ['administrator'] }, 'command-line')
    if (values.json) io.out(JSON.stringify({ personId, user, passphrase }))
    else {
      io.out(passphrase)
      io.err(`${user} is administrator. The passphrase above is shown once; the first sign-in asks for an own one.`)
    }
    return 0
  } finally {
    db.$client.close()
  }
}

function readCall({ user, name }: { user?: string; name?: string }, positionals: readonly string[]) {
  if (positionals.length !== 1 || positionals[0] !== 'create') throw new AppError('BAD_INPUT', ADMIN_USAGE)
  const { success, data, error } = call.safeParse({ user, name })
  if (!success) throw new AppError('BAD_INPUT', `${error.issues[0]?.message} ${ADMIN_USAGE}`)
  return data
}

function dataFolder(variables: Readonly<Record<string, string | undefined>>): string {
  try {
    const folder = parseSetting('MIM_GMSA_DATA_DIR', variables)
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder
    throw new AppError('NOT_FOUND', `There is no folder ${folder}. Make it first; only the web account should read it.`)
  } catch (error) {
    if (error instanceof ConfigError) throw new AppError('BAD_INPUT', error.message)
    throw error
  }
}
