import { existsSync, readFileSync } from 'node:fs'

const TABLE = '/proc/net/tcp'
const ESTABLISHED = '01'

/**
 * The account of the process at the other end of a connection within this machine, by the kernel's table (Linux, proc(5)); null where
 * there is none to ask. `peerPort` is its own port, `ownPort` the one it connected to.
 */
export function peerAccount(peerPort: number, ownPort: number, table = readTable()): number | null {
  const port = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
  for (const line of table.split('\n')) {
    const [, local = '', remote = '', state, , , , uid] = line.trim().split(/\s+/)
    if (state !== ESTABLISHED || !local.endsWith(`:${port(peerPort)}`) || !remote.endsWith(`:${port(ownPort)}`))
      continue
    return Number(uid)
  }
  return null
}

const readTable = (): string => (existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : '')
