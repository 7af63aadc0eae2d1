import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { hits, paths } from './testing.ts'

const withoutSync = { '/components': buildEnvironment().components.filter(({ component }) => component !== 'SYNC') }

describe('P01, secrets in plain text', () => {
  test.each([
    ['/unconverted/0/note', 'Farm account, password: Winter2026!'],
    ['/confirmations/oldAccountsSharedWith', 'svcMIMSSPR pwd=Pa55w0rd'],
    ['/confirmations/identityBoundItems', ['client secret = abc'], '/confirmations/identityBoundItems/0'],
    ['/schedule/runProfileSchedule', 'The password is Summer1'],
  ])('%s is refused, and the secret not repeated', (path, value, place = path) => {
    const found = hits('P01', { [path]: value })
    expect(found).toMatchObject([{ severity: 'error', path: place }])
    expect(found[0]?.message).not.toMatch(/Winter|Pa55|abc|Summer/)
  })

  test('words about passwords pass', () => {
    expect(hits('P01', { '/unconverted/0/note': 'The password is kept in the vault.' })).toEqual([])
    expect(hits('P01', { '/unconverted/0/note': 'Keeps its password; the client secret of mail expires.' })).toEqual([])
    expect(hits('P01')).toEqual([])
  })
})

describe('P02, place of the key file', () => {
  const PATH = '/paths/keyExportFile'

  test.each([
    'C:\\Windows\\system32\\miiskeys-1.bin',
    'D:\\inetpub\\wwwroot\\keys.bin',
    'C:\\Users\\Public\\keys.bin',
    '\\\\files\\open\\keys.bin',
  ])('%s is warned of', (file) => {
    expect(hits('P02', { [PATH]: file })).toMatchObject([{ severity: 'warning', path: PATH }])
  })

  test('a folder of its own passes, and without Sync there is no key', () => {
    expect(hits('P02')).toEqual([])
    expect(hits('P02', { [PATH]: '\\\\files\\open\\keys.bin', ...withoutSync })).toEqual([])
  })
})

describe('P03, key export', () => {
  const PATH = '/confirmations/keyExportPlanned'

  test('without the confirmation is refused', () => {
    expect(hits('P03', { [PATH]: false })).toMatchObject([{ severity: 'error', path: PATH }])
  })

  test('confirmed, or without Sync, passes', () => {
    expect(hits('P03')).toEqual([])
    expect(hits('P03', { [PATH]: false, ...withoutSync })).toEqual([])
  })
})

describe('P04, age of the backup', () => {
  const PATH = '/schedule/databaseBackupAt'

  test('more than 24 hours are warned of', () => {
    expect(hits('P04', { [PATH]: '2026-12-04T19:59:59+01:00' })).toMatchObject([{ severity: 'warning', path: PATH }])
  })

  test('24 hours, and a backup that nobody has planned outside B-01, pass', () => {
    expect(hits('P04', { [PATH]: '2026-12-04T19:00:00Z' })).toEqual([])
    expect(hits('P04', { [PATH]: null })).toEqual([])
  })
})

describe('P05 and P06, unattended Setup', () => {
  test('of SYNC is refused, and the wizard offered', () => {
    const PATH = '/software/unattendedSync'
    expect(hits('P05', { [PATH]: true })).toMatchObject([{ severity: 'error', path: PATH, fix: { value: false } }])
    expect(hits('P05')).toEqual([])
  })

  test('of SVC is refused where a server allows TLS 1.2 alone', () => {
    const unattended = { '/software/unattendedService': true }
    expect(paths(hits('P06', { ...unattended, '/servers/1/tls12Only': 'yes' }))).toEqual([
      '/software/unattendedService',
    ])
    expect(hits('P06', { ...unattended, '/servers/0/tls12Only': 'yes' })).toEqual([])
    expect(hits('P06', { '/servers/1/tls12Only': 'yes' })).toEqual([])
  })
})

describe('P09, unattended Setup of SVC', () => {
  const PATH = '/software/unattendedService'

  test('is refused on every host, and the wizard offered', () => {
    expect(hits('P09', { [PATH]: true })).toMatchObject([{ severity: 'error', path: PATH, fix: { value: false } }])
    expect(hits('P09')).toEqual([])
  })
})

describe('P07, logs', () => {
  const PATH = '/paths/logsReadableByAdministratorsOnly'

  test('that others can read are warned of', () => {
    expect(hits('P07', { [PATH]: 'no' })).toMatchObject([{ severity: 'warning', path: PATH }])
  })

  test.each(['yes', 'unknown'])('%s passes', (value) => {
    expect(hits('P07', { [PATH]: value })).toEqual([])
  })
})
