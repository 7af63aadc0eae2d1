import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import sample from '../../public/samples/contoso.json' with { type: 'json' }
import exchangeSample from '../../public/samples/contoso-exchange.json' with { type: 'json' }
import fabrikamSample from '../../public/samples/fabrikam.json' with { type: 'json' }
import privPamSample from '../../public/samples/priv-pam.json' with { type: 'json' }

type Change = (draft: Environment) => void

function parsed(document: unknown, change: Change): Environment {
  const draft = environmentSchema.parse(structuredClone(document))
  change(draft)
  return draft
}

/** For tests: the Contoso sample, freshly parsed, with one thing changed. */
export const contoso = (change: Change = () => {}): Environment => parsed(sample, change)

/** The same: Contoso with mail by an Exchange Server. */
export const contosoExchange = (change: Change = () => {}): Environment => parsed(exchangeSample, change)

/** The same, converted already: only the secret of its mailbox changes, and it comes encrypted. */
export const mailboxUpdate = (change: Change = () => {}): Environment =>
  contosoExchange((draft) => {
    if (draft.mail.delivery.option === 'F') draft.mail.delivery.password = 'encrypted'
    draft.passwordUpdate = { converted: { by: 'request', requestId: 'MG-0001' }, nextChange: '2027-11-01' }
    change(draft)
  })

/** The same: a pool, a standby, an availability group, portals of their own. */
export const fabrikam = (change: Change = () => {}): Environment => parsed(fabrikamSample, change)

/** The same: a bastion of Privileged Access Management. */
export const privPam = (change: Change = () => {}): Environment => parsed(privPamSample, change)

const MARK = `<b>'"\u2019$(x)`

/** For tests: Contoso with a hostile mark in every text that a person can type freely. */
export function hostileContoso(): { environment: Environment; mark: string; marked: number } {
  const document: unknown = structuredClone(sample)
  let marked = 0
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'string') {
        visit(child)
        continue
      }
      const holder = value as Record<string, unknown>
      holder[key] = child + MARK
      if (environmentSchema.safeParse(document).success) marked++
      else holder[key] = child
    }
  }
  visit(document)
  return { environment: environmentSchema.parse(document), mark: MARK, marked }
}

/** For tests of every plan: the samples, and what no sample has. */
export const everyEnvironment = (): [name: string, environment: Environment][] => [
  ['Contoso', contoso()],
  ['Contoso with Exchange', contosoExchange()],
  ['Fabrikam', fabrikam()],
  ['PRIV', privPam()],
  ['Contoso with an update first', contoso(withUpdate)],
  ['Fabrikam with an update first', fabrikam(withUpdate)],
  ['Contoso by hand', contoso(withOldWays)],
  ['Contoso on Server Core', contoso(withServerCore)],
  ['Contoso in two domains', contoso(withTwoDomains)],
]

function withUpdate(draft: Environment): void {
  draft.software = { ...draft.software, route: 'sp2-full', targetBuild: '4.6.421.0' }
  draft.mail.pollExchangeEnabled = { status: 'found', value: 1 }
  for (const server of draft.servers) for (const part of server.installations) part.build = '4.6.34.0'
}

/** Local groups, Windows Server 2012 R2, wide delegation, an MIM MA with an account of its own. */
function withOldWays(draft: Environment): void {
  draft.syncGroups = { ...draft.syncGroups, kind: 'local', domain: 'MIMSYNC' }
  draft.mimServiceAgent = { mode: 'user', account: { domain: 'CONTOSO', name: 'svcMIMMA' }, networkLogonDenied: 'no' }
  for (const server of draft.servers) server.operatingSystem = '2012R2'
  for (const [index, component] of draft.components.entries()) {
    component.delegation.mode = index === 1 ? 'unconstrained' : 'any-protocol'
  }
}

/** The MIM Service and its accounts in a child domain; the old accounts stay where they are. */
export function withTwoDomains(draft: Environment): void {
  const [domain] = draft.forest.domains
  const [controller] = domain?.controllers ?? []
  if (!domain || !controller) throw new RangeError('the sample has no domain')
  const controllers = [{ ...controller, name: 'EUDC', fqdn: 'eudc.eu.contoso.com' }]
  draft.forest.domains.push({ ...domain, dnsName: 'eu.contoso.com', netbiosName: 'EU', controllers })
  for (const server of draft.servers) {
    if (server.name === 'MIMPORTAL')
      Object.assign(server, { domain: 'eu.contoso.com', fqdn: 'mimportal.eu.contoso.com' })
  }
  for (const component of draft.components) {
    if (component.component === 'SYNC') continue
    component.managedAccount.domain = 'eu.contoso.com'
    component.managedAccount.dnsHostName = `${component.managedAccount.name}.eu.contoso.com`
    component.hostGroup.domain = 'eu.contoso.com'
  }
}

/** No desktop on any server. */
export function withServerCore(draft: Environment): void {
  for (const server of draft.servers) server.installationType = 'core'
}
