import { primaryDomain, sameName } from '#core/environment/describe.ts'
import { type Environment, MAX_SERVERS, type Server } from '#core/environment/environment.ts'
import { newInstallation, newServer } from '#core/environment/new-entries.ts'
import type { Change } from './draft.ts'
import { COLUMNS, type Column, columnOf, type PastedRow } from './paste-columns.ts'
import { same } from './same.ts'
import { readCells } from './separated-values.ts'

interface PasteProblem {
  /** Counted from 1 in the pasted text, its heading included. */
  readonly row: number
  readonly message: string
}

export interface PastedServers {
  readonly added: readonly Server[]
  readonly changed: readonly { readonly index: number; readonly before: Server; readonly after: Server }[]
  readonly unchanged: number
  readonly problems: readonly PasteProblem[]
  /** Headings that mean no column. */
  readonly ignoredColumns: readonly string[]
}

/**
 * What a pasted table of servers would add and change. Several rows of one name are one server with several parts. Nothing is
 * changed here: a person sees the outcome first. A row with a problem is left out whole.
 */
export function readPastedServers(text: string, environment: Environment): PastedServers {
  const rows = readCells(text)
  const heading = rows[0] ?? []
  const headed = heading.filter((cell) => columnOf(cell) !== undefined).length >= Math.min(2, heading.length)
  const columns = headed ? heading.map(columnOf) : COLUMNS
  const problems: PasteProblem[] = []
  const servers = new Map<string, { index: number | null; before: Server | null; after: Server }>()
  for (const [index, cells] of rows.entries()) {
    if (headed && index === 0) continue
    const read = readRow(cells, columns)
    const number = index + 1
    if (typeof read === 'string') problems.push({ row: number, message: read })
    else merge(servers, read, environment)
  }
  const outcome = [...servers.values()]
  const added = outcome.flatMap(({ index, after }) => (index === null ? [after] : []))
  if (environment.servers.length + added.length > MAX_SERVERS) {
    return { added: [], changed: [], unchanged: 0, ignoredColumns: [], problems: [tooMany(environment, added.length)] }
  }
  const known = outcome.flatMap(({ index, before, after }) =>
    index === null || !before ? [] : [{ index, before, after }],
  )
  const changed = known.filter(({ before, after }) => !same(before, after))
  return {
    added,
    changed,
    unchanged: known.length - changed.length,
    problems,
    ignoredColumns: headed ? heading.filter((cell) => cell !== '' && columnOf(cell) === undefined) : [],
  }
}

/** The edits that bring the outcome into the draft, as one step of undo. */
export function changesOfPaste({ added, changed }: PastedServers): Change[] {
  return [
    ...changed.map(({ index, after }): Change => ({ type: 'set', path: `/servers/${index}`, value: after })),
    ...added.map((server): Change => ({ type: 'insert', path: '/servers', value: server })),
  ]
}

function readRow(cells: readonly string[], columns: readonly (Column | undefined)[]): PastedRow | string {
  const row: PastedRow = { server: {}, installation: {} }
  for (const [position, cell] of cells.entries()) {
    const column = columns[position]
    if (column === undefined || cell === '') continue
    if (cell.length > 255) return `${column.title} has ${cell.length} characters; at most 255 are allowed. Shorten it.`
    const allowed = column.read(cell, row)
    if (allowed !== null) return `${column.title} is "${cell}"; allowed: ${allowed}.`
  }
  if (!row.server.name) return 'The name is missing. Each row needs the short name of its server.'
  if (row.server.language !== undefined && row.server.language.length > 35)
    return 'Language is longer than 35 characters.'
  return row
}

function merge(
  servers: Map<string, { index: number | null; before: Server | null; after: Server }>,
  row: PastedRow,
  environment: Environment,
): void {
  const name = row.server.name ?? ''
  const key = name.toLowerCase()
  const index = environment.servers.findIndex((server) => sameName(server.name, name))
  const present = environment.servers[index]
  const entry = servers.get(key) ?? {
    index: present ? index : null,
    before: present ?? null,
    after: present ?? named(row, environment),
  }
  const { name: _name, ...said } = row.server
  servers.set(key, { ...entry, after: withInstallation({ ...entry.after, ...said }, row, environment) })
}

/** A new server: a missing FQDN is its name in its domain, a missing domain is that of its FQDN, else of the forest. */
function named({ server }: PastedRow, environment: Environment): Server {
  const name = server.name ?? ''
  const domain =
    server.domain ?? server.fqdn?.split('.').slice(1).join('.') ?? primaryDomain(environment)?.dnsName ?? ''
  const fqdn = server.fqdn ?? (domain === '' ? '' : `${name.toLowerCase()}.${domain}`)
  return { ...newServer(environment), name, domain, fqdn }
}

function withInstallation(server: Server, { installation }: PastedRow, environment: Environment): Server {
  const { component, ...said } = installation
  if (component === undefined) return server
  const position = server.installations.findIndex((present) => present.component === component)
  const present = server.installations[position]
  const next = { ...(present ?? newInstallation(environment, component)), ...said }
  const installations = present ? server.installations.with(position, next) : [...server.installations, next]
  return { ...server, installations }
}

const tooMany = (environment: Environment, added: number): PasteProblem => ({
  row: 1,
  message: `With these ${added} there would be ${environment.servers.length + added} servers; at most ${MAX_SERVERS} are allowed. Paste only the servers of this MIM installation.`,
})
