import { hasOldInterface, mailRule, OPTION } from './mail-rule.ts'
import { quoted } from './wording.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MAIL_ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/

export const M01 = mailRule({
  id: 'M01',
  severity: 'error',
  source: 'P1P2',
  title: 'The mail option is one for managed accounts: F, G, H or I, not A to E.',
  *hits({ mail: { delivery } }) {
    if (delivery.option === 'D') {
      yield {
        path: OPTION,
        message:
          'Option D (SMTP server) is not offered by the installer together with a managed account. Choose F (Exchange Server), H (Office 365, application context) or I (none).',
      }
    } else if (['A', 'B', 'C', 'E'].includes(delivery.option)) {
      yield {
        path: OPTION,
        message: `Option ${delivery.option} keeps the MIM Service on an ordinary account. Choose F (Exchange Server), H (Office 365, application context) or I (none).`,
      }
    }
  },
})

export const M02 = mailRule({
  id: 'M02',
  severity: 'error',
  source: 'VH',
  title: 'Option H has build 4.6.421.0 or newer.',
  *hits(environment) {
    if (environment.mail.delivery.option !== 'H' || !hasOldInterface(environment)) return
    yield {
      path: OPTION,
      message:
        'Option H needs build 4.6.421.0 or newer on every MIM Service server, and one is older. Install 4.6.673.0 first, or choose another option.',
    }
  },
})

export const M03 = mailRule({
  id: 'M03',
  severity: 'error',
  source: 'learn Exchange',
  title: 'Option G is not used: Exchange Online has retired basic authentication.',
  *hits({ mail: { delivery } }) {
    if (delivery.option !== 'G') return
    yield {
      path: OPTION,
      message: 'Option G signs in to Office 365 with basic authentication, which is retired. Choose H or I.',
    }
  },
})

export const M04 = mailRule({
  id: 'M04',
  severity: 'error',
  source: 'GMSA',
  title: 'Options F and G have a mailbox and a way for its password; F has a mail server.',
  *hits({ mail: { delivery } }) {
    if (delivery.option !== 'F' && delivery.option !== 'G') return
    if (delivery.option === 'F' && delivery.server === '') {
      yield { path: '/mail/delivery/server', message: 'Option F has no mail server. Enter it; Setup asks for it.' }
    }
    if (delivery.mailbox === '') {
      yield {
        path: '/mail/delivery/mailbox',
        message: `Option ${delivery.option} has no mailbox address. Enter the service's mailbox; Setup asks for it.`,
      }
    }
    if (delivery.password === 'not-planned') {
      yield {
        path: '/mail/delivery/password',
        message: `Option ${delivery.option} needs the mailbox password, and nobody has planned how it comes to the server. Choose typed on the server, or encrypted.`,
      }
    }
  },
})

export const M05 = mailRule({
  id: 'M05',
  severity: 'error',
  source: 'P1P2',
  title: 'Option H has an application ID and a tenant ID, both GUIDs.',
  *hits({ mail: { delivery } }) {
    if (delivery.option !== 'H') return
    for (const [field, label] of [
      ['applicationId', 'application ID'],
      ['tenantId', 'tenant ID'],
    ] as const) {
      if (GUID.test(delivery[field])) continue
      yield {
        path: `/mail/delivery/${field}`,
        message: `${quoted(delivery[field])} is not a GUID. Enter the ${label} as Entra shows it: 8-4-4-4-12 hexadecimal digits.`,
      }
    }
  },
})

export const M11 = mailRule({
  id: 'M11',
  severity: 'error',
  source: 'RFC 5321',
  title: 'The mailbox is an e-mail address.',
  *hits({ mail: { delivery } }) {
    if (!('mailbox' in delivery) || MAIL_ADDRESS.test(delivery.mailbox)) return
    if (delivery.mailbox === '' && delivery.option !== 'H') return // M04 tells it
    yield {
      path: '/mail/delivery/mailbox',
      message: `${quoted(delivery.mailbox)} is not an e-mail address. Enter one such as mim.service@contoso.com.`,
    }
  },
})
