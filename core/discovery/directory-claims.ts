import { sameName, shortName } from '#core/environment/describe.ts'
import type { Place } from './claim.ts'
import type { SourcedFile } from './parse.ts'
import { type Claims, foundOf, type Scene } from './scene.ts'
import { encryptionTypesOf, functionalLevelOf, operatingSystemOfAttribute } from './windows-numbers.ts'

type Directory = NonNullable<SourcedFile['file']['directory']>
type DomainFacts = Extract<Directory['domains'], { state: 'found' }>['value'][number]
type ControllerFacts = Extract<DomainFacts['controllers'], { state: 'found' }>['value'][number]

const fact = <T>(value: T) => ({ status: 'found', value })
const level = (number: number) => {
  const known = functionalLevelOf(number)
  return known && fact(known)
}

/** The forest: levels, root keys, domains and their controllers, and the objects that the plan is going to make. */
export function directoryClaims(scene: Scene, { file }: SourcedFile, claims: Claims): void {
  const { directory } = file
  if (!directory) return
  claims.fact(['forest', 'rootDomain'], directory.rootDomain)
  claims.fact(['forest', 'functionalLevel'], directory.functionalLevel, level)
  claims.fact(['forest', 'schemaVersion'], directory.schemaVersion, fact)
  claims.fact(['forest', 'kdsRootKeys'], directory.kdsRootKeys, (keys) => ({ status: 'found', keys }), {
    value: { status: 'absent' },
  })
  const domains = foundOf(directory.domains)
  if (domains) {
    for (const domain of domains) domainClaims(scene, claims, domain)
    goneEntries(
      claims,
      ['forest', 'domains'],
      scene.environment.forest.domains.map(({ dnsName }) => dnsName),
      domains.map(({ dnsName }) => dnsName),
    )
    skewClaims(claims, domains)
  }
  notificationClaims(claims, directory.passwordChangeNotification)
  trustClaims(scene, claims, directory)
  plannedObjects(scene, claims, directory)
}

/** Entries of the form that a complete list lacks. */
function goneEntries(claims: Claims, list: Place, typed: readonly string[], found: readonly string[]): void {
  for (const name of typed) {
    if (name === '' || found.some((other) => sameName(other, name))) continue
    claims.say([...list, name.toLowerCase()], { says: 'no-entry' })
  }
}

function domainClaims(scene: Scene, claims: Claims, domain: DomainFacts): void {
  const place: Place = ['forest', 'domains', domain.dnsName.toLowerCase()]
  claims.say(place, { says: 'entry' })
  claims.value([...place, 'dnsName'], domain.dnsName)
  claims.fact([...place, 'netbiosName'], domain.netbiosName)
  claims.fact([...place, 'functionalLevel'], domain.functionalLevel, level)
  const controllers = foundOf(domain.controllers)
  if (!controllers) return
  for (const controller of controllers) controllerClaims(claims, [...place, 'controllers'], controller)
  const typed =
    scene.environment.forest.domains.find(({ dnsName }) => sameName(dnsName, domain.dnsName))?.controllers ?? []
  goneEntries(
    claims,
    [...place, 'controllers'],
    typed.map(({ fqdn }) => fqdn),
    controllers.map(({ fqdn }) => fqdn),
  )
}

function controllerClaims(claims: Claims, list: Place, controller: ControllerFacts): void {
  const place = [...list, controller.fqdn.toLowerCase()]
  claims.say(place, { says: 'entry' })
  claims.value([...place, 'fqdn'], controller.fqdn)
  claims.value([...place, 'name'], controller.name === '' ? shortName(controller.fqdn) : controller.name)
  claims.fact([...place, 'operatingSystem'], controller.operatingSystemVersion, operatingSystemOfAttribute)
  claims.fact([...place, 'site'], controller.site)
  claims.value([...place, 'readOnly'], controller.readOnly)
}

/** The largest of the measured differences; nothing while a controller was not measured. */
function skewClaims(claims: Claims, domains: readonly DomainFacts[]) {
  const skews = domains
    .flatMap(({ controllers }) => foundOf(controllers) ?? [])
    .map(({ clockSkewSeconds }) => clockSkewSeconds)
  const place: Place = ['forest', 'maxClockSkewSeconds']
  const unknown = skews.find(({ state }) => state === 'unknown')
  if (unknown) return claims.fact(place, unknown)
  const found = skews.flatMap((skew) => foundOf(skew) ?? [])
  if (found.length > 0) claims.say(place, { says: 'default', value: fact(Math.max(...found)) })
}

function notificationClaims(claims: Claims, targets: Directory['passwordChangeNotification']): void {
  const inUse: Place = ['passwordChangeNotification', 'inUse']
  const name: Place = ['passwordChangeNotification', 'targetServicePrincipalName']
  claims.fact(inUse, targets, () => true, { value: false })
  const names = [...new Set((foundOf(targets) ?? []).map(({ servicePrincipalName }) => servicePrincipalName))].sort()
  const [only] = names
  if (names.length === 1) claims.value(name, only)
  else if (names.length > 1) {
    claims.say(name, {
      says: 'unknown',
      reason: `Several targets: ${names.join(', ')}. Choose the one of this installation.`,
    })
  }
}

function trustClaims({ environment }: Scene, claims: Claims, directory: Directory): void {
  if (environment.pam === null) return
  for (const trust of foundOf(directory.trusts) ?? []) {
    if (!trust.forest) continue
    const place: Place = ['pam', 'trustedForests', trust.partner.toLowerCase()]
    claims.fact([...place, 'netbiosName'], trust.netbiosName)
    claims.value([...place, 'trust'], trust.direction === 'two-way' ? 'two-way' : 'one-way')
  }
}

/** Accounts and groups that the plan makes, or finds: they exist already, or their names are free. */
function plannedObjects({ environment }: Scene, claims: Claims, directory: Directory): void {
  const accounts = foundOf(directory.managedAccounts)
  const groups = foundOf(directory.groups)
  for (const { component, managedAccount, hostGroup } of environment.components) {
    const place: Place = ['components', component.toLowerCase()]
    if (accounts && managedAccount.name !== '') {
      const there = accounts.find(
        ({ name, domain }) => sameName(name, managedAccount.name) && sameName(domain, managedAccount.domain),
      )
      const known = there && {
        passwordIntervalDays: foundOf(there.passwordIntervalDays),
        encryptionTypes: foundOf(there.encryptionTypes),
      }
      if (!known) claims.value([...place, 'managedAccount', 'existing'], { status: 'absent' })
      else if (known.passwordIntervalDays !== null && known.encryptionTypes !== null) {
        const { passwordIntervalDays, encryptionTypes } = known
        const value = fact({ passwordIntervalDays, encryptionTypes: encryptionTypesOf(encryptionTypes) })
        claims.value([...place, 'managedAccount', 'existing'], value)
      }
    }
    const group = groups?.find(
      ({ name, domain }) => sameName(name, hostGroup.name) && sameName(domain, hostGroup.domain),
    )
    if (group) claims.value([...place, 'hostGroup', 'scope'], group.scope)
  }
}
