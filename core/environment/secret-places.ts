import { componentsOf, gmsaAccountText, serversOf, targetName } from './describe.ts'
import type { Environment } from './environment.ts'

/** Whom a secret of the mailbox may be encrypted for. */
export interface Place {
  readonly target: string
  /** Full name, as `settings.psd1` has it. */
  readonly host: string
  /** The account of FIMService, `CONTOSO\gmsaMIMSvc$`. */
  readonly account: string
}

/** Every server of the MIM Service, in the order of its component. */
export const secretPlaces = (environment: Environment): Place[] =>
  componentsOf(environment, 'SVC').flatMap((component) =>
    serversOf(environment, component).map((server) => ({
      target: targetName(environment, server),
      host: server.fqdn,
      account: gmsaAccountText(environment, component),
    })),
  )

/** The environment says that the password of its mailbox comes encrypted. */
export const wantsSecret = ({ mail: { delivery } }: Environment): boolean =>
  'password' in delivery && delivery.password === 'encrypted'
