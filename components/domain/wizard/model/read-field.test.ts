import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { readField, writeField } from './read-field.ts'

describe('typed text', () => {
  it.each([
    ['/schedule/soakDays', '30', 30],
    ['/components/0/managedAccount/passwordIntervalDays', '7.5', 7.5],
    ['/components/0/managedAccount/container', '', null],
    ['/components/0/managedAccount/container', 'OU=x', 'OU=x'],
    ['/mail/delivery/clientSecretExpires', '', null],
    ['/mail/delivery/clientSecretExpires', '2027-04-01', '2027-04-01'],
    ['/mail/pollExchangeEnabled/value', '1', 1],
    ['/schedule/databaseBackupAt', '2026-12-05T18:00:00+01:00', '2026-12-05T18:00:00+01:00'],
    ['/forest/rootDomain', '', ''],
  ])('at %s, "%s" is %j', (path, text, value) => {
    expect(readField(path, text)).toEqual({ fits: true, value })
  })

  it.each([
    ['/schedule/soakDays', '', /a number/],
    ['/schedule/soakDays', '1.5', /whole number/],
    ['/schedule/soakDays', '4000', /at most the value 3650/],
    ['/schedule/soakDays', '0x10', /number/],
    ['/forest/kdsRootKeys/keys/0/keyId', '5b1d', /GUID/],
    ['/schedule/databaseBackupAt', '2026-12-05T18:00', /offset/],
    ['/name', 'x'.repeat(81), /at most 80 characters/],
  ])('at %s, "%s" is refused with the rule', (path, text, rule) => {
    expect(readField(path, text)).toMatchObject({ fits: false, message: expect.stringMatching(rule) })
  })

  it('allows a draft without a title', () => {
    expect(readField('/title', '', 'case')).toEqual({ fits: true, value: '' })
  })

  it('goes there and back', () => {
    const { schedule, paths } = blankEnvironment('x')
    expect(readField('/schedule/soakDays', writeField(schedule.soakDays))).toMatchObject({ value: 35 })
    expect(writeField(paths.installationFolder)).toBe(paths.installationFolder)
    expect(writeField(null)).toBe('')
  })
})
