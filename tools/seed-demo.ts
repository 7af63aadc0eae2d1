// Demo people, and one request in each state that this version reaches, made through the real use-cases and the signer's own
// library before the signer first starts. Time is played: the story began six days ago and ends now.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, parseConfig } from '#core/config/settings.ts'
import { AppError } from '#core/errors/app-error.ts'
import { DemoStage } from './demo-stage.ts'
import { playStory } from './demo-story.ts'

function settings() {
  const { MIM_GMSA_DATA_DIR, MIM_GMSA_MODE, MIM_GMSA_PORTAL_URL, MIM_GMSA_SIGNER_URL } = parseConfig('web', process.env)
  const { MIM_GMSA_SIGNER_DIR } = parseConfig('signer', process.env)
  if (MIM_GMSA_MODE !== 'demo') throw new AppError('FORBIDDEN', 'Demo data are made in demo mode only.')
  return {
    database: join(MIM_GMSA_DATA_DIR, 'portal.db'),
    signerDir: MIM_GMSA_SIGNER_DIR,
    portalUrl: MIM_GMSA_PORTAL_URL,
    pagesUrl: MIM_GMSA_SIGNER_URL,
  }
}

/** Everything is made beside its place and moved there at the end, so that an interrupted seed leaves nothing half done. */
async function seed(): Promise<void> {
  const { database, signerDir, ...urls } = settings()
  for (const path of [database, join(signerDir, 'journal')]) {
    if (existsSync(path)) throw new AppError('CONFLICT', `${path} exists already. \`npm run demo:reset\` starts over.`)
  }
  const unfinished = { database: `${database}.unfinished`, signerDir: `${signerDir}.unfinished` }
  for (const path of [...databaseFiles(unfinished.database), unfinished.signerDir]) {
    rmSync(path, { recursive: true, force: true })
  }
  const stage = new DemoStage({ ...unfinished, ...urls })
  try {
    await playStory(stage, new Date())
  } finally {
    await stage.close()
  }
  rmSync(signerDir, { recursive: true, force: true })
  renameSync(unfinished.signerDir, signerDir)
  renameSync(unfinished.database, database)
}

const databaseFiles = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`]

try {
  await seed()
} catch (error) {
  if (error instanceof AppError) console.error(error.userMessage)
  else if (error instanceof ConfigError) console.error(error.message)
  else throw error
  process.exit(1)
}
