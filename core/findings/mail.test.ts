import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const OPTION = '/mail/delivery/option'
const SVC_BUILD = '/servers/1/installations/0/build'

const optionF = { option: 'F', server: 'mail.contoso.com', mailbox: 'mim@contoso.com', password: 'typed-on-server' }
const optionG = { option: 'G', mailbox: 'mim@contoso.com', password: 'encrypted' }
const optionH = {
  option: 'H',
  mailbox: 'mim@contoso.com',
  applicationId: '0d6f3c52-7b1e-4a90-b8d4-2f5c61e97a03',
  tenantId: 'C3A8E1F4-95D2-4B67-8E10-7D42B9F6035A',
  clientSecretExpires: '2027-11-30',
}
const delivery = (value: object) => ({ '/mail/delivery': value })
const withoutService = { '/components': [] }

describe('M01, options for managed accounts', () => {
  test('option D is refused as the installer does', () => {
    const [finding] = hits('M01', delivery({ option: 'D', server: 'smtp.contoso.com' }))
    expect(finding).toMatchObject({ severity: 'error', source: 'P1P2', path: OPTION })
    expect(finding?.message).toContain('Option D (SMTP server) is not offered')
  })

  test.each(['A', 'B', 'C', 'E'])('option %s keeps an ordinary account and is refused', (option) => {
    expect(hits('M01', delivery({ option, server: 'mail.contoso.com' }))).toHaveLength(1)
  })

  test.each([[optionF], [optionG], [optionH], [{ option: 'I' }]])('$option is not', (value) => {
    expect(hits('M01', delivery(value))).toEqual([])
  })

  test('without a MIM Service in the plan mail does not matter', () => {
    expect(hits('M01', { ...delivery({ option: 'D', server: '' }), ...withoutService })).toEqual([])
  })
})

describe('M02, build for option H', () => {
  test('a MIM Service before 4.6.421.0 is refused', () => {
    expect(hits('M02', { ...delivery(optionH), [SVC_BUILD]: '4.6.359.0' })).toMatchObject([
      { severity: 'error', path: OPTION },
    ])
  })

  test('4.6.421.0, another option, and an older SYNC pass', () => {
    expect(hits('M02', { ...delivery(optionH), [SVC_BUILD]: '4.6.421.0' })).toEqual([])
    expect(hits('M02', { ...delivery(optionF), [SVC_BUILD]: '4.6.359.0' })).toEqual([])
    expect(hits('M02', { ...delivery(optionH), '/servers/0/installations/0/build': '4.6.359.0' })).toEqual([])
  })
})

describe('M03, retired option G', () => {
  test('is refused', () => {
    expect(hits('M03', delivery(optionG))).toMatchObject([{ severity: 'error', path: OPTION }])
  })

  test('H is not', () => {
    expect(hits('M03', delivery(optionH))).toEqual([])
  })
})

describe('M04, mailbox and password of F and G', () => {
  test.each([
    [{ ...optionF, mailbox: '' }, '/mail/delivery/mailbox'],
    [{ ...optionF, password: 'not-planned' }, '/mail/delivery/password'],
    [{ ...optionF, server: '' }, '/mail/delivery/server'],
    [{ ...optionG, mailbox: '' }, '/mail/delivery/mailbox'],
    [{ ...optionG, password: 'not-planned' }, '/mail/delivery/password'],
  ])('%j is refused at %s', (value, path) => {
    expect(paths(hits('M04', delivery(value)))).toEqual([path])
  })

  test.each([[optionF], [optionG], [{ option: 'I' }]])('$option with everything passes', (value) => {
    expect(hits('M04', delivery(value))).toEqual([])
  })
})

describe('M05, identifiers of option H', () => {
  test.each(['applicationId', 'tenantId'])('%s that is no GUID is refused', (field) => {
    const found = hits('M05', delivery({ ...optionH, [field]: 'contoso' }))
    expect(paths(found)).toEqual([`/mail/delivery/${field}`])
    expect(found[0]?.message).toContain('contoso is not a GUID')
  })

  test('two GUIDs pass in any letter case', () => {
    expect(hits('M05', delivery(optionH))).toEqual([])
  })
})

describe('M06, expiry of the client secret', () => {
  const path = '/mail/delivery/clientSecretExpires'
  const expiring = (clientSecretExpires: string | null) => delivery({ ...optionH, clientSecretExpires })

  test.each([
    ['2026-11-23', 'expired on'],
    ['2027-01-23', 'within 60 days of 2026-11-24'],
    [null, 'Nobody knows'],
  ])('%s is warned of', (day, words) => {
    const [finding] = hits('M06', expiring(day))
    expect(finding).toMatchObject({ severity: 'warning', path })
    expect(finding?.message).toContain(words)
  })

  test('a secret that does not outlive the conversion is warned of', () => {
    const late = { notBefore: '2027-03-06T20:00:00+01:00', notAfter: '2027-03-07T08:00:00+01:00' }
    expect(hits('M06', { ...expiring('2027-03-05'), '/schedule/windows/conversion': late })[0]?.message).toContain(
      'before the conversion ends',
    )
  })

  test('61 days pass; the day comes from outside', () => {
    expect(hits('M06', expiring('2027-01-24'))).toEqual([])
    expect(hits('M06', expiring('2027-01-24'), '2026-11-25')).toHaveLength(1)
  })
})

/** The conversion as a window of one hour. */
const convertedAt = (notBefore: string, notAfter: string) => ({
  '/schedule/windows/conversion': { notBefore, notAfter },
})
const lastHour = convertedAt('2027-04-01T00:30:00+01:00', '2027-04-01T02:00:00+01:00')
const firstDay = convertedAt('2027-04-01T01:00:00+01:00', '2027-04-01T02:00:00+01:00')

describe('M07, Exchange Web Services before their end', () => {
  test.each([[optionG], [optionH]])('$option is warned of, with both days', (value) => {
    const [finding] = hits('M07', delivery(value))
    expect(finding).toMatchObject({ severity: 'warning', path: OPTION })
    expect(finding?.message).toContain('2026-10-01')
    expect(finding?.message).toContain('2027-04-01')
  })

  test('the end is a UTC day: 2027-03-31T23:30Z is still before it', () => {
    expect(hits('M07', { ...delivery(optionH), ...lastHour })).toHaveLength(1)
    expect(hits('M07', { ...delivery(optionH), ...firstDay })).toEqual([])
  })

  test('without a window today counts', () => {
    const open = { ...delivery(optionH), '/schedule/windows/conversion': null }
    expect(hits('M07', open)).toHaveLength(1)
    expect(hits('M07', open, '2027-04-01')).toEqual([])
  })

  test('F and I are not', () => {
    expect(hits('M07', delivery(optionF))).toEqual([])
    expect(hits('M07')).toEqual([])
  })
})

describe('M12, Exchange Web Services after their end', () => {
  test('is refused with the day of the conversion', () => {
    const [finding] = hits('M12', { ...delivery(optionH), ...firstDay })
    expect(finding).toMatchObject({ severity: 'error', path: OPTION })
    expect(finding?.message).toContain('the conversion is on 2027-04-01')
  })

  test('an earlier window, or mail that is not Exchange Online, passes', () => {
    expect(hits('M12', { ...delivery(optionH), ...lastHour })).toEqual([])
    expect(hits('M12', { ...delivery(optionF), ...firstDay })).toEqual([])
  })
})

describe('M08, approvals without mail', () => {
  test.each(['/mail/approvalsByMail', '/mail/outlookApprovals'])('%s with option I is warned of', (path) => {
    expect(hits('M08', { [path]: true })).toMatchObject([{ severity: 'warning', path }])
  })

  test('with option F it is not', () => {
    expect(hits('M08', { ...delivery(optionF), '/mail/approvalsByMail': true })).toEqual([])
  })
})

describe('M09, approvals in Outlook', () => {
  const outlook = (poll: object) => ({
    ...delivery(optionF),
    '/mail/outlookApprovals': true,
    '/mail/pollExchangeEnabled': poll,
  })

  test.each([[{ status: 'found', value: 0 }], [{ status: 'absent' }]])('%j is warned of', (poll) => {
    expect(hits('M09', outlook(poll))).toMatchObject([{ severity: 'warning', path: '/mail/pollExchangeEnabled' }])
  })

  test.each([[{ status: 'found', value: 1 }], [{ status: 'unknown' }]])('%j is not', (poll) => {
    expect(hits('M09', outlook(poll))).toEqual([])
  })
})

describe('M10, tick for another Exchange user', () => {
  test('an old interface without the confirmation is refused', () => {
    const [finding] = hits('M10', { [SVC_BUILD]: '4.6.359.0' })
    expect(finding).toMatchObject({ severity: 'error', path: '/mail/differentUserConfirmed', source: 'MIMDocs#202' })
  })

  test('the confirmation, or the new interface, passes', () => {
    expect(hits('M10', { [SVC_BUILD]: '4.6.359.0', '/mail/differentUserConfirmed': true })).toEqual([])
    expect(hits('M10', { [SVC_BUILD]: '4.6.421.0' })).toEqual([])
  })
})

describe('M11, mail addresses', () => {
  test.each(['mim', 'mim@contoso', '@contoso.com', 'mim service@contoso.com', 'mim@contoso..com'])(
    '%s is refused',
    (mailbox) => {
      expect(paths(hits('M11', delivery({ ...optionF, mailbox })))).toEqual(['/mail/delivery/mailbox'])
    },
  )

  test('an empty address is refused once: by M04 for F and G, here for H', () => {
    expect(hits('M11', delivery({ ...optionF, mailbox: '' }))).toEqual([])
    expect(hits('M11', delivery({ ...optionH, mailbox: '' }))).toHaveLength(1)
  })

  test("an ordinary address and O'Brien pass", () => {
    expect(hits('M11', delivery(optionF))).toEqual([])
    expect(hits('M11', delivery({ ...optionF, mailbox: "o'brien+mim@mail.contoso.com" }))).toEqual([])
  })
})
