import { secretPlaces, wantsSecret } from '#core/environment/secret-places.ts'
import { mailRule } from './mail-rule.ts'

const PATH = '/mail/delivery/password'

export const P08 = mailRule({
  id: 'P08',
  severity: 'error',
  source: 'house rule',
  title:
    'A mailbox password that comes encrypted was entered for each server of the MIM Service, and for nothing else.',
  *hits(environment, { ciphertexts }) {
    if (ciphertexts === undefined) return
    const wanted = wantsSecret(environment) ? secretPlaces(environment).map(({ target }) => target) : []
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
