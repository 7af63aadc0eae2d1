import { sameName } from '#core/environment/describe.ts'
import { COMPONENTS, type ComponentKey } from '#core/environment/vocabulary.ts'
import { type Place, sourceOf } from './claim.ts'
import { sortedNames } from './normal.ts'
import type { SourcedFile } from './parse.ts'
import { type Account, accountKey, type Claims, foundOf, ordinaryAccount, type Scene } from './scene.ts'

type AccountFacts = SourcedFile['file']['accounts'][number]

/** What the directory says of today's accounts, for each component that uses one. */
export function accountClaims(scene: Scene, { file }: SourcedFile, claims: Claims): void {
  for (const key of COMPONENTS) {
    const account = ordinaryAccount(scene, key)
    if (!account) continue
    const place: Place = ['components', key.toLowerCase()]
    const facts = file.accounts.find((one) => sameName(one.account, accountKey(account)))
    if (facts) directoryFacts(scene, claims, place, key, facts)
    holderClaims(scene, claims, place, key, account, file)
  }
}

function directoryFacts(scene: Scene, claims: Claims, place: Place, key: ComponentKey, facts: AccountFacts): void {
  const names = foundOf(facts.servicePrincipalNames)
  const own = sortedNames((names ?? []).filter((name) => isOwnName(scene, key, name)))
  if (own.length > 0) claims.say([...place, 'servicePrincipalNames'], { says: 'includes', value: own })
  const found = foundOf(facts.delegation)
  if (!found) return
  const { trustedForDelegation, trustedToAuthForDelegation, allowedToDelegateTo } = found
  const targets = sortedNames(allowedToDelegateTo)
  const constrained = targets.length > 0 ? 'constrained' : 'none'
  const mode = trustedForDelegation ? 'unconstrained' : trustedToAuthForDelegation ? 'any-protocol' : constrained
  // The form says what the new account gets; what the old one has is a proposal and contradicts nothing.
  if (mode !== 'none') {
    const value = { mode, targets: targets.slice(0, 50) }
    claims.say([...place, 'delegation'], { says: 'default', value })
  }
}

/** Names of the component's own service class, and, for a web part, of its own host header. */
function isOwnName(scene: Scene, key: ComponentKey, name: string): boolean {
  if (key === 'SYNC') return /^PCNSCLNT\//i.test(name)
  if (key === 'SVC') return /^FIMService\//i.test(name)
  return hostHeaders(scene, key).some((host) => sameName(name, `http/${host}`))
}

function hostHeaders({ environment, files }: Scene, key: ComponentKey): string[] {
  const typed = environment.components.find(({ component }) => component === key)?.webSite?.hostHeader
  const found = files.flatMap(({ file }) =>
    (foundOf(file.webSites) ?? []).filter(({ component }) => component === key).flatMap(({ bindings }) => bindings),
  )
  return [typed ?? '', ...found.map(({ hostHeader }) => hostHeader)].filter((host) => host !== '')
}

/** Who holds the component's names today. Said only when every one of them was looked up. */
function holderClaims(
  scene: Scene,
  claims: Claims,
  place: Place,
  key: ComponentKey,
  account: Account,
  file: SourcedFile['file'],
) {
  const names = ownNames(scene, key, account)
  const facts = names.map((name) => file.servicePrincipalNames.find((one) => sameName(one.name, name))?.holders)
  if (names.length === 0 || facts.some((fact) => fact === undefined || fact.state === 'unknown')) return
  const holders = facts.flatMap((fact) => (fact && foundOf(fact)) ?? [])
  const there = [...place, 'servicePrincipalNamesToday']
  if (holders.length === 0) return claims.value(there, { status: 'absent' })
  const managed = scene.environment.components.find(({ component }) => component === key)?.managedAccount.name ?? ''
  const shortName = (holder: string) => holder.slice(holder.indexOf('\\') + 1)
  // Converted already: the names are where the plan brings them.
  if (managed !== '' && holders.some((holder) => sameName(shortName(holder), `${managed}$`))) return
  const isOld = (holder: string) => sameName(holder, accountKey(account))
  const other = holders.filter((holder) => !isOld(holder))
  const value =
    other.length === 0 ? 'old-account' : other.every((holder) => holder.endsWith('$')) ? 'computer' : 'other-account'
  claims.value(there, { status: 'found', value })
}

function ownNames(scene: Scene, key: ComponentKey, account: Account): string[] {
  const typed = scene.environment.components.find(({ component }) => component === key)?.servicePrincipalNames ?? []
  const found = scene.files.flatMap(({ file }) =>
    file.accounts
      .filter((one) => sameName(one.account, accountKey(account)))
      .flatMap(({ servicePrincipalNames }) => foundOf(servicePrincipalNames) ?? [])
      .filter((name) => isOwnName(scene, key, name)),
  )
  return sortedNames([...typed, ...found])
}

/** SPNs that more than one object holds, as each file saw them; they concern the forest, not one place of the form. */
export const duplicateNames = ({ files }: Scene) =>
  files.flatMap((one) => {
    const { directory } = one.file
    const names = directory && foundOf(directory.duplicateServicePrincipalNames)
    return names && names.length > 0 ? [{ names, source: sourceOf(one) }] : []
  })
