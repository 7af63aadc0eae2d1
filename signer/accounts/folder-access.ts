import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const OTHERS = 0o077
const OTHERS_WRITE = 0o022
const CODE = ['core', 'crypto', 'powershell', 'signer', 'node_modules']

/**
 * Why another account could read the signer's folder or change its code; null when none can (POSIX modes; Windows has its own lists,
 * docs/signer.md). `uid` is the signer's own account.
 */
export function folderProblem(dir: string, root: string, uid: number): string | null {
  const folder = lstatSync(dir)
  if (!folder.isDirectory() || folder.uid !== uid || (folder.mode & OTHERS) !== 0) {
    return `${dir} must be a folder that belongs to the signer’s account and that nobody else can read: chmod 700, chown.`
  }
  const open = readdirSync(dir).find((name) => lstatSync(join(dir, name)).uid !== uid)
  if (open !== undefined) return `${join(dir, open)} belongs to another account.`
  for (const name of CODE) {
    const code = lstatSync(join(root, name), { throwIfNoEntry: false })
    if (!code || code.isSymbolicLink()) continue
    if ((code.mode & OTHERS_WRITE) !== 0 || (code.uid !== uid && code.uid !== 0)) {
      return `${join(root, name)} can be changed by another account. It must belong to root or to the signer, and be writable by nobody else.`
    }
  }
  return null
}
