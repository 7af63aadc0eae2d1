import { expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import type { Environment } from '#core/environment/environment.ts'
import { blankUpdate, readServiceFields, withServiceFields } from '#core/environment/password-update.ts'
import { contosoExchange, fabrikam, mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import { findings } from './findings.ts'
import { passwordUpdateRules } from './rules.ts'

const asOf = '2026-11-24'
const places = (environment: Environment) =>
  findings(environment, { asOf }).map(({ ruleId, path }) => `${ruleId} ${path}`)

test('a converted installation with Exchange is ready for a new password', () => {
  expect(places(mailboxUpdate())).toEqual([])
})

test.each<[string, (draft: Environment) => void]>([
  [
    'U01 /passwordUpdate/converted/confirmed',
    (draft) => {
      draft.passwordUpdate = { converted: { by: 'statement', confirmed: false }, nextChange: '2027-11-01' }
    },
  ],
  [
    'U02 /components',
    (draft) => {
      draft.components = draft.components.filter(({ component }) => component !== 'SVC')
    },
  ],
  [
    'U03 /mail/delivery/option',
    (draft) => {
      draft.mail.delivery = { option: 'I' }
    },
  ],
  [
    'U04 /mail/delivery/mailbox',
    (draft) => {
      draft.mail.delivery = { option: 'G', mailbox: '', password: 'encrypted' }
    },
  ],
  [
    'U04 /mail/delivery/password',
    (draft) => {
      draft.mail.delivery = { option: 'G', mailbox: 'mim@contoso.com', password: 'not-planned' }
    },
  ],
  [
    'U05 /schedule/windows/conversion',
    (draft) => {
      draft.schedule.windows.conversion = null
    },
  ],
  [
    'U05 /schedule/windows/conversion',
    (draft) => {
      draft.schedule.windows.conversion = { notBefore: '2026-11-22T20:00:00Z', notAfter: '2026-11-23T02:00:00Z' }
    },
  ],
  [
    'U06 /passwordUpdate/nextChange',
    (draft) => {
      if (draft.passwordUpdate) draft.passwordUpdate.nextChange = '2026-11-25'
    },
  ],
  [
    'U07 /passwordUpdate/nextChange',
    (draft) => {
      if (draft.passwordUpdate) draft.passwordUpdate.nextChange = null
    },
  ],
])('%s', (expected, change) => {
  expect(places(mailboxUpdate(change))).toEqual([expected])
})

test('the client secret of option H is refused with the way that is documented', () => {
  const [found] = findings(
    mailboxUpdate((draft) => {
      draft.mail.delivery = fabrikam().mail.delivery
    }),
    { asOf },
  )
  expect(found).toMatchObject({ ruleId: 'U03', severity: 'error' })
  expect(found?.message).toContain('change mode')
})

test('a conversion is not judged by these rules, and a change of the password by no rule of a conversion', () => {
  expect(places(contosoExchange()).filter((place) => place.startsWith('U'))).toEqual([])
  const blank = { ...blankEnvironment('Draft'), passwordUpdate: mailboxUpdate().passwordUpdate }
  const allowed = new Set(passwordUpdateRules.map(({ id }) => id))
  for (const place of places(blank as Environment)) expect(allowed.has(place.split(' ')[0] ?? '')).toBe(true)
})

test('the small form, filled in, is ready too, and reads back what was typed', () => {
  const fields = { domain: 'contoso.com', netbios: 'CONTOSO', account: 'gmsaMIMSvc', hosts: ['mim1.contoso.com'] }
  const filled = withServiceFields(blankUpdate(), fields)
  expect(readServiceFields(filled)).toEqual(fields)
  filled.mail.delivery = { option: 'G', mailbox: 'mim@contoso.com', password: 'typed-on-server' }
  filled.schedule.windows.conversion = { notBefore: '2026-12-01T18:00:00Z', notAfter: '2026-12-01T22:00:00Z' }
  filled.passwordUpdate = { converted: { by: 'statement', confirmed: true }, nextChange: '2027-11-01' }
  expect(places(filled)).toEqual([])
})
