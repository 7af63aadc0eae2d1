import { accountText, gmsaAccountText } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { STAYS, type Stays } from '#core/environment/stays.ts'
import { UNNAMED } from './picture-model.ts'

/** One service, in words: the row of the table, the entry of the list on phones. */
export interface PictureRow {
  readonly id: string
  readonly service: string
  readonly servers: readonly string[]
  readonly today: string
  readonly after: string
  readonly hostGroup: string
  readonly names: readonly string[]
}

export const pictureRows = (environment: Environment): PictureRow[] =>
  environment.components.map((component, index) => ({
    id: `${index} ${component.component}`,
    service: component.component,
    servers: component.servers,
    today: component.oldAccount.name ? accountText(component.oldAccount) : UNNAMED,
    after: component.managedAccount.name ? gmsaAccountText(environment, component) : UNNAMED,
    hostGroup: component.hostGroup.name,
    names: component.servicePrincipalNames,
  }))

const DELEGATION = {
  constrained: 'Kerberos only',
  'any-protocol': 'with any protocol',
  unconstrained: 'to every service',
} as const

/** `Delegation of SVC, REG to FIMService/mim …, Kerberos only`: one sentence for all services with the same targets. */
export function delegationSentences({ components }: Environment): string[] {
  const withDelegation = components.filter(({ delegation }) => delegation.mode !== 'none')
  const groups = Map.groupBy(withDelegation, ({ delegation }) => `${delegation.mode} ${delegation.targets.join(' ')}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first || first.delegation.mode === 'none') return []
    const who = group.map(({ component }) => component).join(', ')
    const to = first.delegation.targets.length > 0 ? ` to ${first.delegation.targets.join(', ')}` : ''
    return [`Delegation of ${who}${to}, ${DELEGATION[first.delegation.mode]}.`]
  })
}

interface UnchangedPart extends Pick<Stays, 'because' | 'instead'> {
  readonly part: string
  readonly servers: string
  readonly account: string
  readonly note: string
}

/** What keeps its account, why, and what to do instead. */
export const unchangedParts = ({ unconverted }: Environment): UnchangedPart[] =>
  unconverted.map(({ component, servers, account, note }) => ({
    part: STAYS[component].name,
    servers: servers.join(', '),
    account: account ? accountText(account) : '',
    because: STAYS[component].because,
    instead: STAYS[component].instead,
    note,
  }))
