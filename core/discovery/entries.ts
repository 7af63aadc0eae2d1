import type { Environment, Server } from '#core/environment/environment.ts'
import {
  newAlias,
  newComponent,
  newController,
  newDomain,
  newInstallation,
  newServer,
  newSqlInstance,
  newTrustedForest,
  newUnconverted,
} from '#core/environment/new-entries.ts'
import type { ComponentKey, UnconvertedKey } from '#core/environment/vocabulary.ts'
import type { Place } from './claim.ts'

export type Entry = Record<string, unknown>

interface EntryList {
  /** What an entry is called, in lower case. */
  readonly idOf: (entry: Entry) => string
  /** An entry that says nothing but its name; `environment` is only read for what follows from it. */
  readonly blank: (environment: Environment, id: string) => object
}

const byField =
  (field: string) =>
  (entry: Entry): string =>
    String(entry[field]).toLowerCase()

/** A server is its FQDN; by its short name while nobody knows more. */
export const serverId = ({ fqdn, name }: Pick<Server, 'fqdn' | 'name'>): string =>
  (fqdn === '' ? name : fqdn).toLowerCase()

/** The lists whose entries have names; the key is their place without the names of entries around them. */
const LISTS: Readonly<Record<string, EntryList>> = {
  servers: {
    idOf: (entry) => serverId(entry as Server),
    blank: (environment, id) => ({
      ...newServer(environment),
      domain: '',
      ...(id.includes('.') ? { fqdn: id } : { name: id }),
    }),
  },
  'servers/installations': {
    idOf: byField('component'),
    blank: (environment, id) => ({ ...newInstallation(environment, id.toUpperCase() as ComponentKey), build: '' }),
  },
  sql: { idOf: byField('address'), blank: (_, id) => ({ ...newSqlInstance(), address: id }) },
  'sql/databases': { idOf: byField('component'), blank: (_, id) => ({ component: id.toUpperCase(), name: '' }) },
  components: {
    idOf: byField('component'),
    blank: (environment, id) => blankComponent(environment, id.toUpperCase() as ComponentKey),
  },
  unconverted: { idOf: byField('component'), blank: (_, id) => newUnconverted(id.toUpperCase() as UnconvertedKey) },
  aliases: { idOf: byField('fqdn'), blank: (_, id) => ({ ...newAlias('PORTAL'), fqdn: id }) },
  'forest/domains': { idOf: byField('dnsName'), blank: (_, id) => ({ ...newDomain(), dnsName: id }) },
  'forest/domains/controllers': { idOf: byField('fqdn'), blank: (_, id) => ({ ...newController(), fqdn: id }) },
  'pam/trustedForests': { idOf: byField('rootDomain'), blank: (_, id) => ({ ...newTrustedForest(), rootDomain: id }) },
}

function blankComponent(environment: Environment, component: ComponentKey): object {
  const blank = newComponent(environment, component)
  return {
    ...blank,
    servers: [],
    oldAccount: { domain: '', name: '' },
    managedAccount: { ...blank.managedAccount, domain: '' },
    hostGroup: { ...blank.hostGroup, domain: '' },
  }
}

/** A place split at its list entries: the way to a list, and the names of entries on it. */
export interface Step {
  readonly segment: string
  /** Set where the segment before is a list of entries with names. */
  readonly list: EntryList | null
}

export function stepsOf(place: Place): Step[] {
  const pattern: string[] = []
  let isEntry = false
  return place.map((segment) => {
    const list = isEntry ? null : (LISTS[pattern.join('/')] ?? null)
    isEntry = list !== null
    if (list === null) pattern.push(segment)
    return { segment, list }
  })
}

/** A place with `*` for the names of entries: `servers`, any, `site`. */
export const patternOf = (place: Place): string =>
  stepsOf(place)
    .map(({ segment, list }) => (list === null ? segment : '*'))
    .join('/')
