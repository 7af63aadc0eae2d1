import type { Component } from '#core/environment/environment.ts'
import type { Change } from './draft.ts'
import { proposedDnsHostName } from './proposals.ts'

/** The DNS host name follows name and domain of its gMSA, as long as it is what they propose, or nothing. */
export function followName(
  component: Component,
  path: string,
  typed: { readonly name?: string; readonly domain?: string },
): Change[] {
  const { managedAccount } = component
  const followed = managedAccount.dnsHostName === '' || managedAccount.dnsHostName === proposedDnsHostName(component)
  const next = proposedDnsHostName({ ...component, managedAccount: { ...managedAccount, ...typed } })
  if (!followed) return []
  return [{ type: 'set', path: `${path}/managedAccount/dnsHostName`, value: next ?? '' }]
}
