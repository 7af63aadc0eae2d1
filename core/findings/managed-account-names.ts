import { sameName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule } from './finding.ts'
import { characterCount, quoted } from './wording.ts'

/** Room in sAMAccountName before the `$` that Active Directory appends. */
const MAX_LENGTH = 15
const CHARACTERS = /^[A-Za-z][A-Za-z0-9_-]*$/

/** The name without a domain before it and without `$` behind it. */
export const bareName = (typed: string): string => typed.slice(typed.lastIndexOf('\\') + 1).replace(/\$+$/, '')

const isGood = (name: string): boolean => CHARACTERS.test(name) && name.length <= MAX_LENGTH

export interface Named {
  readonly path: string
  readonly component: Component
  readonly typed: string
  readonly bare: string
}

/** The new accounts as they were typed, with their places. */
export const named = (environment: Environment): Named[] =>
  environment.components.map((component, index) => ({
    path: pointer('components', index, 'managedAccount', 'name'),
    component,
    typed: component.managedAccount.name,
    bare: bareName(component.managedAccount.name),
  }))

export const N01: Rule = {
  id: 'N01',
  severity: 'error',
  source: 'PREP',
  title: 'The name of a managed account is given, without domain and without $.',
  *check(environment) {
    for (const { path, component, typed, bare } of named(environment)) {
      if (bare === '') {
        yield {
          path,
          message: `The new account of ${component.component} has no name. Enter the bare name, for example gmsaMIMSync; the tool adds $ where needed.`,
        }
      } else if (bare !== typed) {
        yield {
          path,
          message: `${quoted(typed)} carries a domain or a $. Enter the bare name ${quoted(bare)}; the tool adds $ where needed.`,
          ...(isGood(bare) && { fix: { label: `Use ${bare}`, path, value: bare } }),
        }
      }
    }
  },
}

export const N02: Rule = {
  id: 'N02',
  severity: 'error',
  source: 'PSD, ADDSC',
  title: 'The name of a managed account has at most 15 characters.',
  *check(environment) {
    for (const { path, bare } of named(environment)) {
      const length = characterCount(bare)
      if (length > MAX_LENGTH) {
        yield {
          path,
          message: `${quoted(bare)} has ${length} characters; Active Directory allows ${MAX_LENGTH} before the $. Choose a shorter name.`,
        }
      }
    }
  },
}

export const N03: Rule = {
  id: 'N03',
  severity: 'error',
  source: 'ADDSC',
  title: 'The name of a managed account begins with a letter and has letters, digits, - and _ only (house rule).',
  *check(environment) {
    for (const { path, bare } of named(environment)) {
      if (bare !== '' && !CHARACTERS.test(bare)) {
        yield {
          path,
          message: `${quoted(bare)} is not usable as an account name. Begin with a letter A to Z; use letters, digits, - and _.`,
        }
      }
    }
  },
}

export const N11: Rule = {
  id: 'N11',
  severity: 'error',
  source: 'PSD',
  title: 'The DNS host name of a managed account is its name followed by its domain.',
  *check(environment) {
    for (const [index, { managedAccount }] of environment.components.entries()) {
      const { domain, dnsHostName } = managedAccount
      const bare = bareName(managedAccount.name)
      const expected = `${bare}.${domain}`
      if (sameName(dnsHostName, expected)) continue
      const path = pointer('components', index, 'managedAccount', 'dnsHostName')
      const certain = isGood(bare) && domain.includes('.')
      yield {
        path,
        message: `The DNS host name is ${quoted(dnsHostName)}. -DNSHostName must be ${bare === '' || domain === '' ? 'the name of the account, a dot and its domain' : quoted(expected)}.`,
        ...(certain && { fix: { label: `Use ${expected}`, path, value: expected } }),
      }
    }
  },
}
