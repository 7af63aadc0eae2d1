import { componentsOf, serversOf, targetName } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { mailRule } from './mail-rule.ts'

const PATH = '/mail/delivery/password'

/** Targets that a secret may be encrypted for: the servers of the MIM Service. */
export const secretTargets = (environment: Environment): string[] =>
  componentsOf(environment, 'SVC')
    .flatMap((component) => serversOf(environment, component))
    .map((server) => targetName(environment, server))

export const P08 = mailRule({
  id: 'P08',
  severity: 'error',
  source: 'house rule',
  title:
    'A mailbox password that comes encrypted was entered for each server of the MIM Service, and for nothing else.',
  *hits(environment, { ciphertexts }) {
    if (ciphertexts === undefined) return
    const { delivery } = environment.mail
    const wanted = 'password' in delivery && delivery.password === 'encrypted' ? secretTargets(environment) : []
    for (const target of wanted) {
      if (ciphertexts.includes(target)) continue
      yield {
        path: PATH,
        message: `The password was not encrypted for ${target}. Enter it on the signer’s page, or choose that it is typed on the server.`,
      }
    }
    for (const target of ciphertexts) {
      if (wanted.includes(target)) continue
      yield {
        path: PATH,
        message: `A password is encrypted for ${target}, which takes none. Remove it, or choose that it comes encrypted.`,
      }
    }
  },
})
