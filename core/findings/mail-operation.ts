import type { Environment } from '#core/environment/environment.ts'
import { addDays, dayOfInstant } from './day.ts'
import type { RuleContext } from './finding.ts'
import { hasOldInterface, mailRule, OPTION } from './mail-rule.ts'

/** Exchange Web Services are announced to end on this day, and need the tenant's permission from the earlier one on. */
const EWS_ENDS = '2027-04-01'
const EWS_NEEDS_PERMISSION = '2026-10-01'
const SECRET_NOTICE_DAYS = 60

export const M06 = mailRule({
  id: 'M06',
  severity: 'warning',
  source: 'P1P2',
  title: 'The client secret of option H is valid for 60 more days, and past the conversion.',
  *hits({ mail: { delivery }, schedule }, { asOf }) {
    if (delivery.option !== 'H') return
    const path = '/mail/delivery/clientSecretExpires'
    const expires = delivery.clientSecretExpires
    const { conversion } = schedule.windows
    if (expires === null) {
      yield { path, message: 'Nobody knows when the client secret expires. Look it up in Entra and enter the day.' }
    } else if (expires < asOf) {
      yield { path, message: `The client secret expired on ${expires}. Renew it before the window.` }
    } else if (expires <= addDays(asOf, SECRET_NOTICE_DAYS)) {
      yield {
        path,
        message: `The client secret expires on ${expires}, within ${SECRET_NOTICE_DAYS} days of ${asOf}. Renew it before the window.`,
      }
    } else if (conversion && expires <= dayOfInstant(conversion.notAfter)) {
      yield {
        path,
        message: `The client secret expires on ${expires}, before the conversion ends. Renew it before the window.`,
      }
    }
  },
})

/** The UTC day on which the conversion begins, or today while it has no window. */
const conversionDay = ({ schedule }: Environment, { asOf }: RuleContext): string =>
  schedule.windows.conversion ? dayOfInstant(schedule.windows.conversion.notBefore) : asOf

const usesExchangeWebServices = ({ mail }: Environment): boolean => ['G', 'H'].includes(mail.delivery.option)

export const M07 = mailRule({
  id: 'M07',
  severity: 'warning',
  source: 'press',
  title: 'Exchange Online mail (G, H) is planned knowing that EWS ends on 2027-04-01.',
  *hits(environment, context) {
    if (!usesExchangeWebServices(environment) || conversionDay(environment, context) >= EWS_ENDS) return
    yield {
      path: OPTION,
      message: `Option ${environment.mail.delivery.option} uses Exchange Web Services. They need the tenant's allow-list from ${EWS_NEEDS_PERMISSION} and end on ${EWS_ENDS}. Choose F or I, or say how mail goes on after that day.`,
    }
  },
})

export const M12 = mailRule({
  id: 'M12',
  severity: 'error',
  source: 'press',
  title: 'Exchange Online mail (G, H) is not planned for 2027-04-01 or later.',
  *hits(environment, context) {
    const day = conversionDay(environment, context)
    if (!usesExchangeWebServices(environment) || day < EWS_ENDS) return
    yield {
      path: OPTION,
      message: `Option ${environment.mail.delivery.option} uses Exchange Web Services, announced to be switched off on ${EWS_ENDS}; the conversion is on ${day}. Choose F or I.`,
    }
  },
})

export const M08 = mailRule({
  id: 'M08',
  severity: 'warning',
  source: 'P1P2',
  title: 'Option I is chosen only where nobody approves by mail.',
  *hits({ mail }) {
    if (mail.delivery.option !== 'I') return
    for (const field of ['approvalsByMail', 'outlookApprovals'] as const) {
      if (!mail[field]) continue
      yield {
        path: `/mail/${field}`,
        message:
          'Option I has no mail server, so nobody can approve by mail. Choose F or H, or say how approvals will be given.',
      }
    }
  },
})

export const M09 = mailRule({
  id: 'M09',
  severity: 'warning',
  source: 'GMSA',
  title: 'Approvals in Outlook have PollExchangeEnabled 1.',
  *hits({ mail: { outlookApprovals, pollExchangeEnabled } }) {
    if (!outlookApprovals || pollExchangeEnabled.status === 'unknown') return
    if (pollExchangeEnabled.status === 'found' && pollExchangeEnabled.value === 1) return
    yield {
      path: '/mail/pollExchangeEnabled',
      message: `People approve in Outlook, and PollExchangeEnabled is ${pollExchangeEnabled.status === 'found' ? '0' : 'absent'}. Set it to 1 after the installation (G-08).`,
    }
  },
})

export const M10 = mailRule({
  id: 'M10',
  severity: 'error',
  source: 'MIMDocs#202',
  title: 'Before 4.6.421.0, somebody has confirmed the tick "Use different user for Exchange".',
  *hits(environment) {
    if (environment.mail.differentUserConfirmed || !hasOldInterface(environment)) return
    yield {
      path: '/mail/differentUserConfirmed',
      message:
        'A MIM Service build is older than 4.6.421.0. Unless "Use different user for Exchange (for managed accounts)" is ticked, Setup stops with "The service account shouldn\'t be managed". Confirm that it will be ticked.',
    }
  },
})
