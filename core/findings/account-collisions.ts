import { accountText, sameName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { Rule } from './finding.ts'
import { bareName, named } from './managed-account-names.ts'
import { quoted } from './wording.ts'

/** Two roles may share one account only where another rule weighs it: T09 (SYNC and SVC) and T10 (REG and RST). */
const SHARED_WITH_WARNING: readonly (readonly [ComponentKey, ComponentKey])[] = [
  ['SYNC', 'SVC'],
  ['REG', 'RST'],
]

function maySharePair(a: ComponentKey, b: ComponentKey): boolean {
  return a === b || SHARED_WITH_WARNING.some(([x, y]) => (a === x && b === y) || (a === y && b === x))
}

function describedAlike(a: Component, b: Component): boolean {
  const same = (x: string | null, y: string | null) => sameName(x ?? '', y ?? '')
  const [one, two] = [a.managedAccount, b.managedAccount]
  return (
    one.kind === two.kind &&
    same(one.domain, two.domain) &&
    same(one.dnsHostName, two.dnsHostName) &&
    same(one.container, two.container) &&
    one.passwordIntervalDays === two.passwordIntervalDays &&
    [...one.encryptionTypes].sort().join() === [...two.encryptionTypes].sort().join() &&
    same(a.hostGroup.name, b.hostGroup.name) &&
    same(a.hostGroup.domain, b.hostGroup.domain)
  )
}

export const N04: Rule = {
  id: 'N04',
  severity: 'error',
  source: 'WSD',
  title: 'No two roles use the same managed account; where sharing is only unwise (T09, T10), both describe it alike.',
  *check(environment) {
    const first = new Map<string, Component>()
    for (const { path, component, bare } of named(environment)) {
      const key = bare.toLowerCase()
      const other = first.get(key)
      if (bare === '') continue
      if (!other) {
        first.set(key, component)
      } else if (!maySharePair(other.component, component.component)) {
        yield {
          path,
          message: `${quoted(bare)} is used for two roles, ${other.component} and ${component.component}. Give each role an account of its own.`,
        }
      } else if (!describedAlike(other, component)) {
        yield {
          path,
          message: `${quoted(bare)} is used for ${other.component} and for ${component.component}, but with other properties or another host group. Use another name, or describe the account alike in both places.`,
        }
      }
    }
  },
}

export const N05: Rule = {
  id: 'N05',
  severity: 'error',
  source: 'WSD',
  title: 'The name of a managed account is no name of an old account and of no computer.',
  *check(environment) {
    const taken = takenNames(environment)
    for (const { path, bare } of named(environment)) {
      const holder = taken.get(bare.toLowerCase())
      if (holder) {
        yield {
          path,
          message: `${quoted(bare)} would collide with the sAMAccountName of ${quoted(holder)}. Choose another name.`,
        }
      }
    }
  },
}

/** Lower-case account and computer names, each with the words that name its holder. */
function takenNames(environment: Environment): Map<string, string> {
  const taken = new Map<string, string>()
  const take = (name: string, holder: string) => {
    if (name !== '') taken.set(name.toLowerCase(), holder)
  }
  for (const { name } of environment.servers) take(name, `the computer ${name}`)
  for (const domain of environment.forest.domains) {
    for (const { name } of domain.controllers) take(name, `the domain controller ${name}`)
  }
  const accounts = [
    ...environment.components.map((component) => component.oldAccount),
    ...environment.unconverted.map((part) => part.account),
    environment.mimServiceAgent.account,
  ]
  for (const account of accounts) {
    if (account) take(bareName(account.name), `the account ${accountText(account)}`)
  }
  return taken
}

export const N06: Rule = {
  id: 'N06',
  severity: 'warning',
  source: 'WSD',
  title:
    'In a forest with several domains whose controllers are older than 2025, somebody has confirmed that the names are free.',
  *check(environment) {
    const { domains } = environment.forest
    const older = domains.some((domain) => domain.controllers.some((dc) => dc.operatingSystem !== '2025'))
    if (domains.length > 1 && older && !environment.confirmations.namesFreeInForest) {
      yield {
        path: '/confirmations/namesFreeInForest',
        message: `The forest has ${domains.length} domains. Search the global catalog for each new account name, and confirm that it is free in every domain.`,
      }
    }
  },
}
