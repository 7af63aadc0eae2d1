import { componentsOf, serversOf } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { dayOfInstant } from './day.ts'
import type { Rule, RuleHit } from './finding.ts'

/** Rules of requests that only change the secret of the mailbox (phase U). They are silent in a conversion. */
type UpdateRule = Omit<Rule, 'check'> & {
  hits: (
    update: NonNullable<Environment['passwordUpdate']>,
    environment: Environment,
    asOf: string,
  ) => Iterable<RuleHit>
}

const updateRule = ({ hits, ...head }: UpdateRule): Rule => ({
  ...head,
  check: (environment, { asOf }) =>
    environment.passwordUpdate ? hits(environment.passwordUpdate, environment, asOf) : [],
})

export const U01 = updateRule({
  id: 'U01',
  severity: 'error',
  source: 'GMSA',
  title: 'The secret of the mailbox is changed this way only where the MIM Service runs as a managed account already.',
  *hits({ converted }) {
    if (converted.by === 'request' || converted.confirmed) return
    yield {
      path: '/passwordUpdate/converted/confirmed',
      message:
        'Nobody has said that the MIM Service runs as a managed account already. Read sc.exe qc FIMService on each server and confirm it; otherwise convert first. The script refuses an ordinary account.',
    }
  },
})

export const U02 = updateRule({
  id: 'U02',
  severity: 'error',
  source: 'house rule',
  title: 'The servers of the MIM Service are described, each with its full name.',
  *hits(_update, environment) {
    const [service, second] = componentsOf(environment, 'SVC')
    const described = service === undefined ? [] : serversOf(environment, service)
    if (second !== undefined || service === undefined || described.length === 0) {
      yield { path: '/components', message: 'No server of the MIM Service is described. Add each server that runs it.' }
    }
    for (const server of described) {
      if (server.fqdn !== '') continue
      const path = `/servers/${environment.servers.indexOf(server)}/fqdn`
      yield { path, message: `${server.name} has no full name. Enter it: the secret is bound to it.` }
    }
  },
})

export const U03 = updateRule({
  id: 'U03',
  severity: 'error',
  source: 'SCRIPT, OCG',
  title:
    'The mail option has a mailbox with a password: F or G. The client secret of H is entered in Setup, change mode.',
  *hits(_update, { mail: { delivery } }) {
    if (delivery.option === 'F' || delivery.option === 'G') return
    const remedy =
      delivery.option === 'H'
        ? 'Where the MIM Service keeps the client secret of a managed account is not documented, and nothing is guessed. Enter it in Setup, change mode, mail page (steps G-02 to G-05).'
        : 'It stores no password for a managed account. Choose F or G, or change nothing.'
    yield {
      path: '/mail/delivery/option',
      message: `Mail option ${delivery.option} has no mailbox password. ${remedy}`,
    }
  },
})

export const U04 = updateRule({
  id: 'U04',
  severity: 'error',
  source: 'house rule',
  title: 'The mailbox is named, and it is decided how its new password reaches the servers.',
  *hits(_update, { mail: { delivery } }) {
    if (!('password' in delivery)) return
    if (delivery.mailbox === '') {
      yield { path: '/mail/delivery/mailbox', message: 'The mailbox is missing. Enter its address: U-02 names it.' }
    }
    if (delivery.password === 'not-planned') {
      yield {
        path: '/mail/delivery/password',
        message:
          'Nobody has decided how the password reaches the servers. Choose: typed there, or encrypted beforehand.',
      }
    }
  },
})

export const U05 = updateRule({
  id: 'U05',
  severity: 'error',
  source: 'house rule',
  title: 'The change has a window that is not over.',
  *hits(_update, { schedule: { windows } }, asOf) {
    const path = '/schedule/windows/conversion'
    const window = windows.conversion
    if (window === null) {
      yield { path, message: 'The window is missing. Enter when the change may begin, and until when.' }
    } else if (Date.parse(window.notBefore) >= Date.parse(window.notAfter)) {
      yield { path, message: 'The window ends before it begins. Correct one of the two times.' }
    } else if (dayOfInstant(window.notAfter) < asOf) {
      yield { path, message: `The window ended on ${dayOfInstant(window.notAfter)}. Choose a later one.` }
    }
  },
})

export const U06 = updateRule({
  id: 'U06',
  severity: 'error',
  source: 'house rule',
  title: 'The next change of the password, where a day is given, lies after this one.',
  *hits({ nextChange }, { schedule: { windows } }) {
    if (nextChange === null || windows.conversion === null) return
    const change = dayOfInstant(windows.conversion.notAfter)
    if (nextChange > change) return
    yield {
      path: '/passwordUpdate/nextChange',
      message: `The next change on ${nextChange} does not lie after this one, which ends on ${change}. Choose a later day.`,
    }
  },
})

export const U07 = updateRule({
  id: 'U07',
  severity: 'information',
  source: 'inference',
  title: 'There is a day on which the portal reminds of the next change.',
  *hits({ nextChange }) {
    if (nextChange !== null) return
    yield {
      path: '/passwordUpdate/nextChange',
      message: 'Nobody is reminded of the next change. An expired password locks the mailbox; enter a day before that.',
    }
  },
})
