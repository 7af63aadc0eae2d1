import type { Server } from '#core/environment/environment.ts'
import { COMPONENTS, OPERATING_SYSTEMS, UNCONVERTED } from '#core/environment/vocabulary.ts'

type Installation = Server['installations'][number]

/** One row of a table of servers, as far as it says something. */
export interface PastedRow {
  server: { -readonly [K in keyof Omit<Server, 'installations'>]?: Server[K] }
  installation: { component?: Installation['component']; build?: string; node?: Installation['node'] }
}

/** Puts one cell into the row; words what is allowed when it does not fit. */
type ReadCell = (cell: string, row: PastedRow) => string | null

export interface Column {
  readonly title: string
  /** Other headings, compared without blanks, dots and hyphens. */
  readonly aliases: readonly string[]
  readonly read: ReadCell
}

const text =
  (field: 'name' | 'fqdn' | 'domain' | 'language' | 'site'): ReadCell =>
  (cell, { server }) => {
    server[field] = cell
    return null
  }

const YES = ['yes', 'y', 'true', '1', 'x', 'ja']
const NO = ['no', 'n', 'false', '0', 'nein', '-']

const flag =
  (field: 'isDomainController' | 'isFailoverClusterName'): ReadCell =>
  (cell, { server }) => {
    const value = cell.toLowerCase()
    if (!YES.includes(value) && !NO.includes(value)) return 'yes or no'
    server[field] = YES.includes(value)
    return null
  }

const answer =
  (field: 'tls12Only' | 'visualCpp2013'): ReadCell =>
  (cell, { server }) => {
    const value = cell.toLowerCase()
    if (value === 'unknown' || value === '?') server[field] = 'unknown'
    else if (YES.includes(value)) server[field] = 'yes'
    else if (NO.includes(value)) server[field] = 'no'
    else return 'yes, no or unknown'
    return null
  }

/** `Windows Server 2012 R2 Standard` and `2012R2` are the same. */
const operatingSystem: ReadCell = (cell, { server }) => {
  const match = /(20\d\d)\s*(R2)?/i.exec(cell)
  const version = OPERATING_SYSTEMS.find((known) => known === `${match?.[1]}${match?.[2] ? 'R2' : ''}`)
  if (!version) return OPERATING_SYSTEMS.join(', ')
  server.operatingSystem = version
  return null
}

const installationType: ReadCell = (cell, { server }) => {
  const value = cell.toLowerCase()
  if (value.includes('core')) server.installationType = 'core'
  else if (value.includes('desktop') || value.includes('full') || value.includes('gui'))
    server.installationType = 'desktop'
  else return 'Desktop or Core'
  return null
}

const dotNet: ReadCell = (cell, { server }) => {
  if (!/^\d{1,7}$/.test(cell)) return 'the number of the registry value Release, for example 528049'
  server.dotNetRelease = { status: 'found', value: Number(cell) }
  return null
}

const part: ReadCell = (cell, { installation }) => {
  const found = [...COMPONENTS, ...UNCONVERTED].find((key) => key === cell.toUpperCase())
  if (!found) return [...COMPONENTS, ...UNCONVERTED].join(', ')
  installation.component = found
  return null
}

const node: ReadCell = (cell, { installation }) => {
  const value = cell.toLowerCase()
  if (value !== 'active' && value !== 'standby') return 'active or standby'
  installation.node = value
  return null
}

const build: ReadCell = (cell, { installation }) => {
  installation.build = cell
  return cell.length <= 40 ? null : 'a build such as 4.6.673.0'
}

/** Columns in the order that is assumed when the first row is no heading. */
export const COLUMNS: readonly Column[] = [
  {
    title: 'Name',
    aliases: ['server', 'servername', 'shortname', 'computer', 'computername', 'host', 'hostname'],
    read: text('name'),
  },
  { title: 'FQDN', aliases: ['dnshostname', 'fullname'], read: text('fqdn') },
  { title: 'Domain', aliases: ['dnsdomain'], read: text('domain') },
  { title: 'Windows', aliases: ['os', 'operatingsystem', 'windowsversion'], read: operatingSystem },
  { title: 'Part', aliases: ['component', 'role', 'mimpart'], read: part },
  { title: 'Build', aliases: ['version', 'mimbuild'], read: build },
  { title: 'Node', aliases: ['state', 'nodestate'], read: node },
  { title: 'Site', aliases: ['adsite'], read: text('site') },
  { title: 'Language', aliases: ['displaylanguage', 'culture'], read: text('language') },
  { title: 'Installation', aliases: ['installationtype', 'edition'], read: installationType },
  { title: 'Domain controller', aliases: ['isdomaincontroller', 'dc'], read: flag('isDomainController') },
  { title: 'Cluster name', aliases: ['isfailoverclustername', 'failovercluster'], read: flag('isFailoverClusterName') },
  { title: 'TLS 1.2 only', aliases: ['tls12only', 'tls'], read: answer('tls12Only') },
  { title: '.NET release', aliases: ['dotnetrelease', 'net', 'dotnet'], read: dotNet },
  { title: 'VC++ 2013', aliases: ['visualcpp2013', 'vcpp2013', 'vc2013'], read: answer('visualCpp2013') },
]

/** The column that a heading means; undefined for an unknown one. */
export function columnOf(heading: string): Column | undefined {
  const plain = simplified(heading)
  return COLUMNS.find(({ title, aliases }) => simplified(title) === plain || aliases.includes(plain))
}

const simplified = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '')
