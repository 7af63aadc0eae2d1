import { sameName, shortName } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule, RuleHit } from './finding.ts'
import { LABEL, type Place } from './place.ts'
import { characterCount, quoted } from './wording.ts'

const MAX_COMPUTER_NAME = 15

/** `directory` and `client` name targets of every plan, so no computer may carry them. */
const RESERVED = ['directory', 'client']

const isComputerName = (name: string): boolean =>
  name.length <= MAX_COMPUTER_NAME && LABEL.test(name) && !/^\d+$/.test(name) && !RESERVED.includes(name.toLowerCase())

function* computerNames(environment: Environment): Iterable<Place> {
  for (const [index, server] of environment.servers.entries()) {
    yield { path: pointer('servers', index, 'name'), value: server.name }
  }
  for (const [index, domain] of environment.forest.domains.entries()) {
    for (const [position, controller] of domain.controllers.entries()) {
      yield { path: pointer('forest', 'domains', index, 'controllers', position, 'name'), value: controller.name }
    }
  }
}

export const N09: Rule = {
  id: 'N09',
  severity: 'error',
  source: 'RFC 1123, ADDSC',
  title: 'The short name of a computer has 1 to 15 letters, digits and hyphens.',
  *check(environment) {
    for (const { path, value } of computerNames(environment)) {
      if (isComputerName(value)) continue
      const length = characterCount(value)
      const short = shortName(value)
      yield {
        path,
        message: `${quoted(value)} is not a valid computer name${length > MAX_COMPUTER_NAME ? `: it has ${length} characters` : ''}. Enter the short name: 1 to ${MAX_COMPUTER_NAME} letters, digits and hyphens, not digits alone, not "directory" or "client".`,
        ...(short !== value && isComputerName(short) && { fix: { label: `Use ${short}`, path, value: short } }),
      }
    }
  },
}

export const N10: Rule = {
  id: 'N10',
  severity: 'warning',
  source: 'inference',
  title: 'The FQDN of a computer begins with its short name and ends with its DNS domain.',
  *check(environment) {
    for (const [index, server] of environment.servers.entries()) {
      if (!fits(server.fqdn, server.name, server.domain)) {
        yield mismatch(pointer('servers', index, 'fqdn'), server.fqdn, server.name, server.domain)
      }
    }
    for (const [index, domain] of environment.forest.domains.entries()) {
      for (const [position, controller] of domain.controllers.entries()) {
        if (!fits(controller.fqdn, controller.name, domain.dnsName)) {
          const path = pointer('forest', 'domains', index, 'controllers', position, 'fqdn')
          yield mismatch(path, controller.fqdn, controller.name, domain.dnsName)
        }
      }
    }
  },
}

function fits(fqdn: string, name: string, domain: string): boolean {
  if (fqdn === '') return true // N08 tells it
  return sameName(shortName(fqdn), name) && (domain === '' || fqdn.toLowerCase().endsWith(`.${domain.toLowerCase()}`))
}

function mismatch(path: string, fqdn: string, name: string, domain: string): RuleHit {
  const expected = domain === '' ? quoted(name) : `${quoted(name)}.${quoted(domain)}`
  return {
    path,
    message: `${quoted(fqdn)} does not match ${expected}. Correct the name, or confirm that the computer really has this FQDN.`,
  }
}
