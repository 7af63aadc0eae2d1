import { sameName } from './describe.ts'
import type { Component, Environment } from './environment.ts'

/** Who else uses an account, beside the components that leave it; undefined when nobody is known. */
export function otherUse(environment: Environment, account: Component['oldAccount']): string | undefined {
  const same = (other: Component['oldAccount'] | null): boolean =>
    other !== null && sameName(other.domain, account.domain) && sameName(other.name, account.name)
  const part = environment.unconverted.find((candidate) => same(candidate.account))
  if (part) return part.component === 'MA' ? 'a connector (management agent)' : part.component
  const agent = environment.mimServiceAgent
  if (agent.mode === 'user' && same(agent.account)) return 'the MIM MA'
  const { delivery } = environment.mail
  const mailbox = 'mailbox' in delivery ? delivery.mailbox : ''
  if (mailbox.includes('@') && sameName(mailbox.slice(0, mailbox.indexOf('@')), account.name)) {
    return `the mailbox ${mailbox}`
  }
  const keeps = environment.components.find((other) => !other.oldAccountRetires && same(other.oldAccount))
  return keeps && `${keeps.component}, which keeps it,`
}
