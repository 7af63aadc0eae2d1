import { sameName, serversOf, shortName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule, RuleHit } from './finding.ts'
import { bareName } from './managed-account-names.ts'
import { LABEL } from './place.ts'
import { placed } from './topology.ts'
import { quoted } from './wording.ts'

interface PlannedName {
  readonly component: Component
  readonly name: string
  readonly path: string
}

/** Every planned SPN with its place. */
const plannedNames = (environment: Environment): PlannedName[] =>
  placed(environment).flatMap(({ component, path }) =>
    component.servicePrincipalNames.map((name, index) => ({
      component,
      name,
      path: `${path}/servicePrincipalNames/${index}`,
    })),
  )

/** Names under which clients reach the MIM Service: its aliases, else its one server. */
function serviceNames(environment: Environment, component: Component): string[] {
  const aliases = environment.aliases.filter(({ usedBy }) => usedBy === 'SVC').map(({ fqdn }) => fqdn)
  const servers = aliases.length === 0 && component.servers.length === 1 ? serversOf(environment, component) : []
  return [...aliases, ...servers.map(({ fqdn }) => fqdn)].filter((name) => name !== '')
}

export const S01: Rule = {
  id: 'S01',
  severity: 'warning',
  source: 'KERBWIKI',
  title: 'The MIM Service has an SPN for the full and for the short form of each name that clients use.',
  *check(environment) {
    for (const { component, path } of placed(environment, 'SVC')) {
      const planned = new Set(component.servicePrincipalNames.map((name) => name.toLowerCase()))
      const wanted = serviceNames(environment, component).flatMap((fqdn) => [
        `FIMService/${fqdn}`,
        `FIMService/${shortName(fqdn)}`,
      ])
      const missing = [...new Set(wanted)].filter((name) => !planned.has(name.toLowerCase()))
      if (missing.length === 0) continue
      yield {
        path: `${path}/servicePrincipalNames`,
        message: `The SPNs of the MIM Service lack ${missing.map(quoted).join(' and ')}. Add the missing form: clients ask for either.`,
      }
    }
  },
}

export const S02: Rule = {
  id: 'S02',
  severity: 'error',
  source: 'SPNU',
  title: 'An SPN is planned on one account.',
  *check(environment) {
    const holders = new Map<string, Component>()
    for (const { component, name, path } of plannedNames(environment)) {
      const holder = holders.get(name.toLowerCase())
      if (!holder) {
        holders.set(name.toLowerCase(), component)
      } else if (!sameName(bareName(holder.managedAccount.name), bareName(component.managedAccount.name))) {
        yield {
          path,
          message: `The SPN ${quoted(name)} is planned on two accounts, those of ${holder.component} and ${component.component}. Exactly one may hold it: remove it from the other.`,
        }
      }
    }
  },
}

export const S03: Rule = {
  id: 'S03',
  severity: 'information',
  source: 'SPNU',
  title: 'SPNs that move are on no old account any more.',
  *check(environment) {
    for (const { component, path } of placed(environment)) {
      const { servicePrincipalNames, servicePrincipalNamesToday: today } = component
      if (servicePrincipalNames.length === 0 || today.status !== 'found' || today.value !== 'old-account') continue
      yield {
        path: `${path}/servicePrincipalNamesToday`,
        message: `The SPNs of ${component.component} are still on ${quoted(component.oldAccount.name)}. D-07 removes them there before it adds them to the new account, inside the window.`,
      }
    }
  },
}

export const S04: Rule = {
  id: 'S04',
  severity: 'warning',
  source: 'inference',
  title: 'No http SPN is the name of a computer.',
  *check(environment) {
    const computers = new Set(environment.servers.flatMap(({ name, fqdn }) => [name.toLowerCase(), fqdn.toLowerCase()]))
    for (const { name, path } of plannedNames(environment)) {
      const host = /^http\/([^:/]+)/i.exec(name)?.[1]
      if (host === undefined || !computers.has(host.toLowerCase())) continue
      yield {
        path,
        message: `${quoted(name)} is the name of a computer. WinRM and other sites of this server would break: give the site a host header of its own, or say why not.`,
      }
    }
  },
}

const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:.]*\]?)$/i
const SPN = /^([A-Za-z][A-Za-z0-9.-]*)\/(.+)$/

export const S05: Rule = {
  id: 'S05',
  severity: 'error',
  source: 'KERBWIKI',
  title: 'An SPN is a service class, a slash and a name: no https, no port 80 or 443, no wildcard, no IP address.',
  *check(environment) {
    for (const { name, path } of plannedNames(environment)) {
      const hit = judgeForm(name, path)
      if (hit) yield hit
    }
  },
}

function judgeForm(spn: string, path: string): RuleHit | undefined {
  const match = SPN.exec(spn)
  if (!match) {
    return {
      path,
      message: `${quoted(spn)} is not an SPN. Write a service class, a slash and a name, for example http/passwordreset.contoso.com.`,
    }
  }
  const [, service = '', rest = ''] = match
  const web = /^https?$/i.test(service)
  const host = rest.replace(/:\d+$/, '')
  if (IP_ADDRESS.test(rest) || IP_ADDRESS.test(host)) {
    return {
      path,
      message: `${quoted(spn)} holds an IP address, which Kerberos does not use. Enter the name that clients type.`,
    }
  }
  if (rest.includes('*')) {
    return {
      path,
      message: `${quoted(spn)} holds a wildcard, which an SPN cannot have. Enter each name that clients type.`,
    }
  }
  const mended = web ? `http/${rest.replace(/:(80|443)$/, '')}` : spn
  const good = host.split('.').every((label) => LABEL.test(label))
  if (web && mended !== `${service.toLowerCase()}/${rest}`) {
    return {
      path,
      message: `${quoted(spn)} is not the form that browsers ask for. Use http/ and the name, also for https sites and without port 80 or 443.`,
      ...(good && { fix: { label: `Use ${mended}`, path, value: mended } }),
    }
  }
  if (good) return undefined
  return { path, message: `${quoted(spn)} does not name a host. Write a service class, a slash and a DNS name.` }
}

const NOTIFICATION = /^PCNSCLNT\/(.*)$/i

export const S06: Rule = {
  id: 'S06',
  severity: 'error',
  source: 'PCNSDOC',
  title: 'Where PCNS is in use, the SPN of its target is planned on the Sync account, with a full name.',
  *check(environment) {
    const { inUse, targetServicePrincipalName: target } = environment.passwordChangeNotification
    const sync = placed(environment, 'SYNC')
    if (!inUse || sync.length === 0) return
    const names = sync.flatMap(({ component }) => component.servicePrincipalNames)
    const event = 'Event 6025 would follow'
    if (!names.some((name) => NOTIFICATION.test(name))) {
      yield {
        path: `${sync[0]?.path}/servicePrincipalNames`,
        message: `PCNS is in use, and the new Sync account gets no PCNSCLNT SPN. ${event}: add the one that pcnscfg list shows.`,
      }
    } else if (!names.some((name) => sameName(name, target))) {
      yield {
        path: '/passwordChangeNotification/targetServicePrincipalName',
        message: `The target of PCNS has the SPN ${quoted(target)}, which the new Sync account does not get. ${event}: enter the SPN that pcnscfg list shows in both places.`,
      }
    }
    for (const { name, path } of plannedNames(environment)) {
      const host = NOTIFICATION.exec(name)?.[1]
      if (host === undefined || host.includes('.')) continue
      yield {
        path,
        message: `${quoted(name)} is not a full name. ${event}: write PCNSCLNT/ and the FQDN of the Sync server.`,
      }
    }
  },
}

export const S07: Rule = {
  id: 'S07',
  severity: 'information',
  source: 'GMSA',
  title: 'A PCNSCLNT SPN is planned only where PCNS is in use.',
  *check(environment) {
    if (environment.passwordChangeNotification.inUse) return
    for (const { name, path } of plannedNames(environment)) {
      if (!NOTIFICATION.test(name)) continue
      yield { path, message: `${quoted(name)} is planned, and PCNS is not in use. The SPN is unneeded; remove it.` }
    }
  },
}

export const S08: Rule = {
  id: 'S08',
  severity: 'warning',
  source: 'PREP',
  title: 'No name that clients use is a CNAME.',
  *check(environment) {
    for (const [index, { fqdn, record, usedBy }] of environment.aliases.entries()) {
      if (record !== 'CNAME' || usedBy === 'SQL') continue
      yield {
        path: pointer('aliases', index, 'record'),
        message: `${quoted(fqdn)} is a CNAME. Clients may ask for a ticket of its target instead: use an A record, or say why not.`,
      }
    }
  },
}

export const S09: Rule = {
  id: 'S09',
  severity: 'warning',
  source: 'MIMDocs#215',
  title: 'A site decrypts tickets with its pool account: kernel mode is off, or useAppPoolCredentials is on.',
  *check(environment) {
    for (const { component, path } of placed(environment)) {
      const site = component.webSite
      if (site?.kernelMode !== 'yes' || site.useAppPoolCredentials !== 'no') continue
      yield {
        path: `${path}/webSite/useAppPoolCredentials`,
        message: `The site of ${component.component} has kernel mode on and useAppPoolCredentials off, so the computer account decrypts its tickets. Step H-02 switches useAppPoolCredentials on; plan that, or say why not.`,
      }
    }
  },
}
