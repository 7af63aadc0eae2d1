import { accountText, gmsaAccountText, sameName, serviceAddress, shortName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import { STAYS } from '#core/environment/stays.ts'
import type { PlanTarget } from '#core/plan/plan.ts'
import { type Html, html, none } from './html.ts'

const SERVICES: Partial<Record<Component['component'], string>> = {
  SYNC: 'FIMSynchronizationService',
  SVC: 'FIMService',
  PAMMON: 'PamMonitoringService',
  PAMCOMP: 'PrivilegeManagementComponentService',
  PAMREST: 'PAM REST API (IIS pool)',
  REG: 'Password Registration Portal (IIS pool)',
  RST: 'Password Reset Portal (IIS pool)',
}

/** Identities that this target has to do with: its own on a server, those with databases on SQL, else all. */
function componentsFor(environment: Environment, target: PlanTarget): Component[] {
  if (target.kind === 'directory' || target.kind === 'client') return environment.components
  const own = environment.components.filter((component) =>
    component.servers.some((name) => sameName(name, shortName(target.target))),
  )
  const databases = environment.sql
    .filter((instance) => instance.replicas.some((replica) => sameName(replica, shortName(target.target))))
    .flatMap((instance) => instance.databases.map((database) => database.component))
  const stored = environment.components.filter((component) => databases.some((key) => key === component.component))
  return [...new Set([...own, ...stored])]
}

/** Account today, account after, per service. */
export function accountsHtml(environment: Environment, target: PlanTarget): Html {
  const rows = componentsFor(environment, target).map(
    (component) =>
      html`<tr><td>${component.component}<br>${SERVICES[component.component] ?? none}</td><td><s><code>${accountText(component.oldAccount)}</code></s></td><td><code><b>${gmsaAccountText(environment, component)}</b></code></td><td><code>${component.hostGroup.name}</code></td></tr>`,
  )
  return html`<section aria-labelledby="accounts"><h2 id="accounts">Accounts before and after</h2><div class="scroll" tabindex="0" role="region" aria-label="Table of accounts"><table><thead><tr><th scope="col">Service</th><th scope="col">Account today</th><th scope="col">Account after</th><th scope="col">Servers that may use it</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}

const code = (values: readonly string[]): Html =>
  values.length === 0
    ? html`none`
    : html`${values.map((value, index) => (index === 0 ? html`<code>${value}</code>` : html`, <code>${value}</code>`))}`

/** `MIMSYNC SYNC 4.6.673.0`: of this server alone, so that a runbook is no longer where there are many servers; else of all. */
function buildsFor(environment: Environment, { kind, target }: PlanTarget): string[] {
  const servers =
    kind === 'mim'
      ? environment.servers.filter((server) => sameName(server.name, shortName(target)))
      : environment.servers
  return (['SYNC', 'SVC'] as const).flatMap((key) =>
    servers.flatMap(({ name, installations }) =>
      installations.flatMap(({ component, build }) => (component === key ? [`${name} ${key} ${build}`] : [])),
    ),
  )
}

/** Values that come up again and again in the night. */
export function environmentHtml(environment: Environment, target: PlanTarget): Html {
  const domain = environment.forest.domains[0]
  const controllers = environment.forest.domains.flatMap((each) =>
    each.controllers.map((controller) => controller.fqdn),
  )
  const { syncGroups } = environment
  const spns = componentsFor(environment, target).flatMap((component) => component.servicePrincipalNames)
  const sql = environment.sql.map(
    (instance) => `${instance.address}: ${instance.databases.map((database) => database.name).join(', ')}`,
  )
  const rows: [string, Html][] = [
    ['Domain', html`<code>${domain?.netbiosName ?? ''}</code>, <code>${domain?.dnsName ?? ''}</code>`],
    ['Controllers', code(controllers)],
    ['Builds', code(buildsFor(environment, target))],
    ['SQL Server', code(sql)],
    ['MIM Service at', code([serviceAddress(environment)])],
    ['SPNs that move', code(spns)],
    [
      'Sync groups',
      code([syncGroups.admins, syncGroups.operators, syncGroups.joiners, syncGroups.browse, syncGroups.passwordSet]),
    ],
    ['Backups', code([environment.paths.backupFolder])],
    ['Key file', code([environment.paths.keyExportFile])],
  ]
  return html`<section aria-labelledby="environment"><h2 id="environment">This environment</h2><dl class="facts">${rows.map(
    ([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`,
  )}</dl></section>`
}

/** What a change of the mailbox secret has to do with: the service, its account, the mailbox. */
export function mailboxHtml(environment: Environment): Html {
  const { delivery } = environment.mail
  const services = environment.components.filter(({ component }) => component === 'SVC')
  const rows: [string, Html][] = [
    ['Service', code(services.map(() => SERVICES.SVC ?? ''))],
    ['Runs as', code(services.map((component) => gmsaAccountText(environment, component)))],
    ['On', code(services.flatMap(({ servers }) => servers))],
    ['Mailbox', code('mailbox' in delivery ? [delivery.mailbox] : [])],
    ['Mail server', code('server' in delivery && delivery.server !== '' ? [delivery.server] : [])],
  ]
  return html`<section aria-labelledby="environment"><h2 id="environment">The mailbox and its service</h2><dl class="facts">${rows.map(
    ([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`,
  )}</dl></section>`
}

/** What this conversion leaves alone, why, and what to do instead. */
export function staysHtml({ components, unconverted, mimServiceAgent }: Environment): Html {
  const parts = unconverted.map(({ component, account, note }) => {
    const { name, because, instead } = STAYS[component]
    const as = account === null ? none : html`, <code>${accountText(account)}</code>`
    return html`<dt>${name}${as}</dt><dd>${because} ${instead}${note === '' ? none : html` Noted: ${note}`}</dd>`
  })
  const hasAgent = components.some(({ component }) => component === 'SYNC')
  if (parts.length === 0 && !hasAgent) return none
  return html`<section aria-labelledby="stays"><h2 id="stays">Stays as it is</h2><dl class="facts">${parts}${hasAgent ? agentHtml(mimServiceAgent) : none}</dl></section>`
}

function agentHtml({ mode, account }: Environment['mimServiceAgent']): Html {
  if (mode === 'sync-account') {
    return html`<dt>MIM MA</dt><dd>Mode A: it uses the account of Sync and moves with it (G-07). Nobody types a password.</dd>`
  }
  const as = account === null ? none : html`, <code>${accountText(account)}</code>`
  return html`<dt>MIM MA${as}</dt><dd>Mode B: it keeps its ordinary account, which must stay enabled (K-02). ${STAYS.MA.because}</dd>`
}
