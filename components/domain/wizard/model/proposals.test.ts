import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Component, Environment } from '#core/environment/environment.ts'
import {
  missingFrom,
  proposedDelegationTargets,
  proposedDnsHostName,
  proposedHostGroup,
  proposedServicePrincipalNames,
} from './proposals.ts'

const load = (name: string): Environment =>
  JSON.parse(readFileSync(new URL(`../../../../public/samples/${name}.json`, import.meta.url), 'utf8'))

function find(environment: Environment, key: Component['component']): Component {
  const found = environment.components.find(({ component }) => component === key)
  if (!found) throw new Error(`the sample has no ${key}`)
  return found
}

describe('proposals', () => {
  it.each(['contoso', 'fabrikam', 'priv-pam'])('give the DNS host names that %s has', (name) => {
    for (const component of load(name).components) {
      expect(proposedDnsHostName(component)).toBe(component.managedAccount.dnsHostName)
    }
  })

  it('give the SPNs of Contoso from servers and host headers', () => {
    const contoso = load('contoso')
    for (const component of contoso.components) {
      expect(proposedServicePrincipalNames(contoso, component)).toEqual(component.servicePrincipalNames)
      expect(proposedDelegationTargets(contoso, component)).toEqual(component.delegation.targets)
    }
  })

  it('give the SPNs of Fabrikam from its load balancer, not from its nodes', () => {
    const fabrikam = load('fabrikam')
    expect(proposedServicePrincipalNames(fabrikam, find(fabrikam, 'SVC'))).toEqual([
      'FIMService/mim.corp.fabrikam.com',
      'FIMService/mim',
    ])
  })

  it('give the REST API its own name', () => {
    const priv = load('priv-pam')
    expect(proposedServicePrincipalNames(priv, find(priv, 'PAMREST'))).toEqual(['http/pamapi.priv.contoso.local'])
  })

  it('need no PCNSCLNT where PCNS is not used', () => {
    const contoso = load('contoso')
    const without = { ...contoso, passwordChangeNotification: { inUse: false, targetServicePrincipalName: '' } }
    expect(proposedServicePrincipalNames(without, find(without, 'SYNC'))).toEqual([])
  })

  it('share one host group among components on the same servers', () => {
    const contoso = load('contoso')
    expect(proposedHostGroup(contoso, find(contoso, 'REG'))).toBe('MIMService_Servers')
    const alone = { ...contoso, components: [find(contoso, 'SYNC')] }
    expect(proposedHostGroup(alone, find(alone, 'SYNC'))).toBe('MIMSync_Servers')
  })

  it('only add what is missing, whatever its letter case', () => {
    expect(missingFrom(['fimservice/MIM'], ['FIMService/mim', 'FIMService/mim.contoso.com'])).toEqual([
      'FIMService/mim.contoso.com',
    ])
  })

  it('say nothing while name or domain is missing', () => {
    const component = find(load('contoso'), 'SYNC')
    expect(
      proposedDnsHostName({ ...component, managedAccount: { ...component.managedAccount, domain: '' } }),
    ).toBeNull()
  })
})
