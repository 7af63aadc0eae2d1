import type { Place } from './claim.ts'
import { patternOf } from './entries.ts'

/** `blocks`: the approved runbook would do the wrong thing. `warns`: a person must look. `information`: good to know. */
export const DRIFT_SEVERITIES = ['blocks', 'warns', 'information'] as const
export type DriftSeverity = (typeof DRIFT_SEVERITIES)[number]

export interface DriftRule {
  readonly severity: DriftSeverity
  /** Step ids of the plan that the difference touches. */
  readonly steps: readonly string[]
  readonly meaning: string
}

/** The step in which a component gets its new account. */
const ACCOUNT_STEPS: Readonly<Record<string, string>> = {
  sync: 'F-02',
  svc: 'G-04',
  reg: 'H-01',
  rst: 'H-01',
  pamrest: 'I-01',
  pammon: 'I-01',
  pamcomp: 'I-01',
}

type Row = readonly [pattern: RegExp, severity: DriftSeverity, steps: string, meaning: string]

/** First match counts. `ACCOUNT` in the steps stands for the step in which the component gets its new account. */
const ROWS: readonly Row[] = [
  [
    /^components\/\*\/oldAccount$/,
    'blocks',
    'A-01 ACCOUNT R-01',
    'Undo would put back another account than the one that runs the service.',
  ],
  [
    /^components\/\*\/servers$/,
    'blocks',
    'D-04 D-10 ACCOUNT',
    'A node that the plan does not know would stay on the old account.',
  ],
  [/^components\/\*$/, 'blocks', 'A-01 ACCOUNT', 'A service of MIM that the plan does not convert.'],
  [
    /^components\/\*\/servicePrincipalNames$/,
    'blocks',
    'D-07',
    'A name that the plan does not move would stay with the old account, and its clients would fail.',
  ],
  [
    /^components\/\*\/servicePrincipalNamesToday$/,
    'blocks',
    'D-07',
    'The names are held by another account than the one that the plan takes them from.',
  ],
  [
    /^components\/\*\/managedAccount\/existing$/,
    'warns',
    'D-05',
    'The new account exists already, or other than it was approved.',
  ],
  [/^components\/\*\/hostGroup/, 'blocks', 'D-03', 'The group exists with another scope.'],
  [/^components\/\*\/webSite/, 'blocks', 'ACCOUNT H-02', 'The step would look for another site, pool or binding.'],
  [/^components\/\*\/delegation/, 'information', 'D-08', 'The old account has a delegation that was not looked at.'],
  [
    /^servers\/\*\/installations\/\*\/build$/,
    'blocks',
    'A-02 C-05',
    'The build changed after the approval; all nodes of a part must have the same one.',
  ],
  [
    /^servers\/\*\/installations/,
    'blocks',
    'A-01 A-02 ACCOUNT',
    'A part of MIM was added, removed or changed its role.',
  ],
  [
    /^servers\/\*\/(operatingSystem|installationType|isDomainController|isFailoverClusterName)$/,
    'blocks',
    'D-10 D-11',
    'Steps depend on what kind of Windows this is.',
  ],
  [/^servers\/\*\/(name|fqdn|domain)$/, 'blocks', 'D-04', 'The machine has another name than the bundle was made for.'],
  [/^servers\/\*\/(site|language)$/, 'warns', 'D-05', 'Texts or domain controllers differ from what was approved.'],
  [
    /^servers\/\*\/(tls12Only|dotNetRelease|visualCpp2013)$/,
    'warns',
    'C-05 G-02',
    'Prerequisites of the installers changed.',
  ],
  [/^servers\/\*$/, 'blocks', 'A-01', 'A server of MIM that the plan does not know.'],
  [/^sql\/\*\/backupFolder$/, 'information', 'B-01', 'Backups are kept elsewhere.'],
  [
    /^sql\/\*\/installerMayCreateLogins$/,
    'warns',
    'E-04',
    'Who ran the script has other rights than was approved for the installer.',
  ],
  [/^sql/, 'blocks', 'B-01 E-04 J-09', 'Backup and logins would go to another place than where the databases are.'],
  [/^syncGroups\/serviceMembership$/, 'warns', 'D-06', 'The MIM Service gets its rights in another way.'],
  [/^syncGroups/, 'blocks', 'D-06', 'The new account would be put into another group.'],
  [/^mimServiceAgent/, 'blocks', 'G-05 G-07', 'The MIM MA uses another account than the change wizard would be told.'],
  [/^mail\/pollExchangeEnabled$/, 'warns', 'G-01 G-08', 'Polling of the mailbox was switched.'],
  [/^mail/, 'warns', 'G-03', 'Mail goes another way.'],
  [
    /^passwordChangeNotification/,
    'blocks',
    'D-07 F-06',
    'Password changes would not reach the Synchronization Service.',
  ],
  [/^forest\/kdsRootKeys$/, 'blocks', 'D-01 D-02', 'The root keys are others than those that were approved.'],
  [/^forest\/(rootDomain|schemaVersion)$/, 'blocks', 'D-05', 'This is another forest, or its schema changed.'],
  [/^forest\/functionalLevel$/, 'warns', 'D-05', 'The forest was raised after the approval.'],
  [
    /^forest\/domains\/\*\/controllers/,
    'warns',
    'D-02 D-07',
    'Domain controllers were added, removed or changed; steps verify on each of them.',
  ],
  [/^forest\/domains/, 'blocks', 'D-05', 'The domains are not those that were approved.'],
  [/^forest\/maxClockSkewSeconds$/, 'warns', 'A-05', 'Kerberos bears at most 300 seconds.'],
  [/^paths\/installationFolder$/, 'blocks', 'A-02 B-03', 'MIM lies in another folder than the steps look into.'],
  [/^aliases/, 'warns', 'D-07 J-03', 'Clients use a name that was not looked at, or it is resolved in another way.'],
  [/^unconverted/, 'warns', 'J-03', 'A part that stays on its account changed.'],
  [/^pam/, 'warns', 'I-01', 'The bastion trusts other forests.'],
]

const OTHER: DriftRule = { severity: 'warns', steps: [], meaning: 'It is not what was approved.' }

/** What a difference at a place means for the approved plan. */
export function driftRule(place: Place): DriftRule {
  const pattern = patternOf(place)
  const row = ROWS.find(([expected]) => expected.test(pattern))
  if (!row) return OTHER
  const [, severity, steps, meaning] = row
  const component = place[0] === 'components' ? place[1] : place[3]
  const account = ACCOUNT_STEPS[component ?? '']
  const ids = steps.split(' ').flatMap((id) => (id === 'ACCOUNT' ? (account ?? []) : id))
  return { severity, steps: ids, meaning }
}
