import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'

const heldHere = new Set<string>()

/**
 * One process per signer folder: two would fork the journal. Yields the release. CONFLICT when another living process,
 * or another signer in this one, holds it; what a dead process left behind is taken over.
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, 'lock')
  if (heldHere.has(path)) throw taken(process.pid)
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, String(process.pid))
      closeSync(file)
      heldHere.add(path)
      return () => {
        if (heldHere.delete(path)) rmSync(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(path, 'utf8'))
      if (holder !== process.pid && isAlive(holder)) throw taken(holder)
      rmSync(path, { force: true })
    }
  }
  throw taken(0)
}

function taken(pid: number): AppError {
  return new AppError('CONFLICT', `Another signer uses this folder (process ${pid}). Stop it first.`)
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
