import type { Component, Environment } from '#core/environment/environment.ts'
import type { Change } from './draft.ts'
import { getAt } from './edit-path.ts'
import { proposedDnsHostName } from './proposals.ts'

const NAME_OR_DOMAIN = /^(\/components\/\d+)\/managedAccount\/(name|domain)$/

/**
 * What follows from another value at a place: the DNS host name follows name and domain of its gMSA, as long as it is what they
 * propose, or nothing.
 */
export function followingChanges(environment: Environment, path: string, value: unknown): Change[] {
  const [, place, field] = NAME_OR_DOMAIN.exec(path) ?? []
  if (place === undefined || field === undefined || typeof value !== 'string') return []
  const component = getAt(environment, place) as Component
  const { managedAccount } = component
  const followed = managedAccount.dnsHostName === '' || managedAccount.dnsHostName === proposedDnsHostName(component)
  if (!followed) return []
  const next = proposedDnsHostName({ ...component, managedAccount: { ...managedAccount, [field]: value } })
  return [{ type: 'set', path: `${place}/managedAccount/dnsHostName`, value: next ?? '' }]
}
