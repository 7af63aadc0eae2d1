import { blankEnvironment } from '#core/environment/blank.ts'
import type { Environment } from '#core/environment/environment.ts'
import { openWarnings } from '#core/findings/acknowledgements.ts'
import type { Finding } from '#core/findings/finding.ts'
import type { Case } from '#core/statement/schemas.ts'
import type { Draft } from './draft.ts'
import { getAt } from './edit-path.ts'
import { isWithin, patternOf } from './leaves.ts'

export const SECTIONS = [
  { id: 'case', title: 'Case', intro: 'What shall be changed, and where others find the reason.' },
  { id: 'forest', title: 'Forest', intro: 'The Active Directory that will hold the new accounts.' },
  { id: 'servers', title: 'Servers', intro: 'Every machine of this MIM installation and of its databases.' },
  {
    id: 'services',
    title: 'Services and accounts',
    intro: 'Which service runs where, as whom today, and as whom tomorrow. Proposed values may be changed.',
  },
  { id: 'sql', title: 'SQL', intro: 'Where the databases are, and who may make logins there.' },
  { id: 'names', title: 'Portals and names', intro: 'The names that clients use, and the sites that answer.' },
  { id: 'mail', title: 'Mail and sync', intro: 'How the MIM Service sends mail, and what surrounds the Sync service.' },
  { id: 'pam', title: 'PAM', intro: 'Privileged Access Management, only where this installation is its bastion.' },
  { id: 'windows', title: 'Windows', intro: 'When each group of steps may change something.' },
  {
    id: 'confirmations',
    title: 'Paths and confirmations',
    intro: 'Folders, software, and answers that only a person can give.',
  },
  {
    id: 'update',
    title: 'Mailbox and service',
    intro: 'Whose password changes, where the MIM Service runs, and when.',
  },
  { id: 'check', title: 'Check and submit', intro: 'What the plan will hold, and what is still open.' },
] as const

export type SectionId = (typeof SECTIONS)[number]['id']
type FormSectionId = Exclude<SectionId, 'check'>

/** The first pattern that holds a place decides its section, so that the narrower ones stand first. */
const PLACES: readonly (readonly [pattern: string, section: FormSectionId])[] = [
  ['/components/*/webSite', 'names'],
  ['/confirmations/ssprResetsPasswords', 'names'],
  ['/confirmations/testUsersProtected', 'names'],
  ['/name', 'case'],
  ['/purpose', 'case'],
  ['/forest', 'forest'],
  ['/servers', 'servers'],
  ['/components', 'services'],
  ['/unconverted', 'services'],
  ['/sql', 'sql'],
  ['/aliases', 'names'],
  ['/mail', 'mail'],
  ['/mimServiceAgent', 'mail'],
  ['/syncGroups', 'mail'],
  ['/passwordChangeNotification', 'mail'],
  ['/pam', 'pam'],
  ['/schedule', 'windows'],
  ['/paths', 'confirmations'],
  ['/software', 'confirmations'],
  ['/confirmations', 'confirmations'],
  ['/passwordUpdate', 'update'],
]

/** The sections of a draft: where only the mailbox password changes, one form is enough. */
export const sectionsOf = ({ passwordUpdate }: Environment) =>
  SECTIONS.filter(({ id }) =>
    passwordUpdate === undefined ? id !== 'update' : id === 'case' || id === 'update' || id === 'check',
  )

/** The section of this draft in which a place is edited. */
export function sectionIn({ passwordUpdate }: Environment, path: string): FormSectionId {
  const section = sectionOf(path)
  return passwordUpdate === undefined || section === 'case' ? section : 'update'
}

/** The section of a conversion in which a place of the environment is edited; the whole document belongs to the case. */
export function sectionOf(path: string): FormSectionId {
  const pattern = patternOf(path)
  return PLACES.find(([ancestor]) => isWithin(pattern, ancestor))?.[1] ?? 'case'
}

export interface SectionState {
  readonly state: 'complete' | 'errors' | 'warnings' | 'untouched'
  readonly errors: number
  /** Warnings that nobody has acknowledged. */
  readonly warnings: number
}

/** What the rail shows for each section but the last. */
export function sectionStates(draft: Draft, findings: readonly Finding[]): ReadonlyMap<FormSectionId, SectionState> {
  const { environment } = draft
  const errors = countBySection(
    environment,
    findings.filter(({ severity }) => severity === 'error'),
  )
  const warnings = countBySection(environment, openWarnings(findings, draft.case.acknowledgements))
  return new Map(
    sectionsOf(environment).flatMap(({ id }) => {
      if (id === 'check') return []
      const counts = {
        errors: (errors.get(id) ?? 0) + missingCaseFields(id, draft.case),
        warnings: warnings.get(id) ?? 0,
      }
      return [[id, { ...counts, state: stateOf(id, draft, counts) }] as const]
    }),
  )
}

const missingCaseFields = (id: FormSectionId, { title }: Case): number => (id === 'case' && title.trim() === '' ? 1 : 0)

function stateOf(id: FormSectionId, draft: Draft, counts: { errors: number; warnings: number }): SectionState['state'] {
  if (isUntouched(id, draft.environment)) return 'untouched'
  if (counts.errors > 0) return 'errors'
  return counts.warnings > 0 ? 'warnings' : 'complete'
}

function countBySection(environment: Environment, findings: readonly Finding[]): Map<FormSectionId, number> {
  const counts = new Map<FormSectionId, number>()
  for (const { path } of findings) {
    const section = sectionIn(environment, path)
    counts.set(section, (counts.get(section) ?? 0) + 1)
  }
  return counts
}

/** Whether a section still says what a new draft says. PAM and the case need nothing, so that they are never "untouched". */
function isUntouched(id: FormSectionId, environment: Environment): boolean {
  if (id === 'pam' || id === 'case' || id === 'update') return false
  const blank = blankEnvironment(environment.name)
  const places = PLACES.filter(([pattern, section]) => section === id && !pattern.includes('*')).map(
    ([pattern]) => pattern,
  )
  return places.every((path) => JSON.stringify(getAt(environment, path)) === JSON.stringify(getAt(blank, path)))
}
