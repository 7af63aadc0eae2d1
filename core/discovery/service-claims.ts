import { sameName } from '#core/environment/describe.ts'
import type { Place } from './claim.ts'
import type { SourcedFile } from './parse.ts'
import { accountKey, accountOf, type Claims, foundOf, ordinaryAccount, type Scene } from './scene.ts'

type MimService = NonNullable<SourcedFile['file']['service']>

const GROUPS = ['kind', 'domain', 'admins', 'operators', 'joiners', 'browse', 'passwordSet'] as const

/** What the two services' own configuration says: groups, folders, mail, the account of the MIM MA. */
export function serviceClaims(scene: Scene, { file }: SourcedFile, claims: Claims): void {
  const { synchronization, service } = file
  if (synchronization) {
    const { groups } = synchronization
    for (const field of GROUPS) claims.fact(['syncGroups', field], groups, (found) => found[field])
    if (groups.state === 'found') claims.value(['syncGroups', 'passwordSetConfirmed'], true)
    claims.fact(['paths', 'installationFolder'], synchronization.installationFolder, parentFolder)
  }
  if (!service) return
  claims.fact(['paths', 'installationFolder'], service.installationFolder, parentFolder)
  claims.fact(['mail', 'pollExchangeEnabled'], service.pollExchangeEnabled, (value) => ({ status: 'found', value }), {
    value: { status: 'absent' },
  })
  mailClaims(scene, claims, service)
  agentClaims(scene, claims, service.agentAccount)
}

/** Registry and configuration name the mail server; which of Microsoft's options that is, only a person knows. */
function mailClaims({ environment }: Scene, claims: Claims, { mailServer, secretValueNames }: MimService): void {
  if ('server' in environment.mail.delivery) claims.fact(['mail', 'delivery', 'server'], mailServer)
  const server = foundOf(mailServer)
  const names = foundOf(secretValueNames) ?? []
  const secrets = names.length > 0 ? ` The registry holds ${[...names].sort().join(', ')}.` : ''
  if (server !== null) {
    const reason = `The MIM Service sends mail through ${server}.${secrets} Choose the mail option.`
    claims.say(['mail', 'delivery'], { says: 'unknown', reason })
  }
}

/** `…\2010` of `…\2010\Service`: the folder of the product, in which both services lie. */
const parentFolder = (folder: string): string => folder.replace(/\\[^\\]*\\?$/, '')

function agentClaims(scene: Scene, claims: Claims, fact: MimService['agentAccount']) {
  const mode: Place = ['mimServiceAgent', 'mode']
  const account: Place = ['mimServiceAgent', 'account']
  if (fact.state !== 'found') return claims.fact(account, fact)
  const agent = accountOf(scene, fact.value)
  const sync = ordinaryAccount(scene, 'SYNC')
  if (!agent)
    return claims.say(account, {
      says: 'unknown',
      reason: `The MIM MA uses ${fact.value}, which is no account of a known domain.`,
    })
  if (!sync) {
    const reason = `The MIM MA uses ${fact.value}; whether that is the account of the Synchronization Service is known once its server's file is imported too.`
    return claims.say(account, { says: 'unknown', reason })
  }
  const isSync = accountKey(agent) === accountKey(sync)
  claims.value(mode, isSync ? 'sync-account' : 'user')
  claims.value(account, isSync ? null : agent)
}

/** How the account of the MIM Service gets its rights in the Synchronization Service, by its memberships. */
export function membershipClaims(scene: Scene, { file }: SourcedFile, claims: Claims): void {
  const service = ordinaryAccount(scene, 'SVC')
  const groups = groupNames(scene)
  const facts = service && file.accounts.find(({ account }) => sameName(account, accountKey(service)))
  const memberOf = facts && foundOf(facts.memberOf)
  if (!groups || !memberOf) return
  const isIn = (group: string) =>
    group !== '' && memberOf.some((name) => sameName(name.slice(name.indexOf('\\') + 1), group))
  if (isIn(groups.admins)) claims.value(['syncGroups', 'serviceMembership'], 'admins')
  else if (isIn(groups.browse) && isIn(groups.passwordSet)) {
    claims.value(['syncGroups', 'serviceMembership'], 'browse-and-password-set')
  }
}

type Groups = Pick<Scene['environment']['syncGroups'], 'admins' | 'browse' | 'passwordSet'>

function groupNames({ environment, files }: Scene): Groups | null {
  for (const { file } of files) {
    const found = file.synchronization && foundOf(file.synchronization.groups)
    if (found) return found
  }
  return environment.syncGroups.admins === '' ? null : environment.syncGroups
}
