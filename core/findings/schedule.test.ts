import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { findings } from './findings.ts'
import { AS_OF, hits, paths } from './testing.ts'

const CONVERSION = '/schedule/windows/conversion'

describe('W01, length of the conversion window', () => {
  /** Contoso's window has 12 hours. */
  const withWork = (minutes: number | undefined) =>
    findings(buildEnvironment(), {
      asOf: AS_OF,
      ...(minutes !== undefined && { conversionMinutes: () => minutes }),
    }).filter(({ ruleId }) => ruleId === 'W01')

  test('less than the work and half as much again is warned of', () => {
    const [finding] = withWork(481)
    expect(finding).toMatchObject({ severity: 'warning', path: CONVERSION })
    expect(finding?.message).toContain('has 720 minutes. It needs about 722')
  })

  test('just enough passes, and without a plan nothing is said', () => {
    expect(withWork(480)).toEqual([])
    expect(withWork(undefined)).toEqual([])
  })
})

describe('W02, other schedules', () => {
  const PATH = '/schedule/overlapsConversion'

  test('inside the window are warned of', () => {
    expect(hits('W02', { [PATH]: 'yes' })).toMatchObject([{ severity: 'warning', path: PATH }])
  })

  test.each(['no', 'unknown'])('%s passes', (value) => {
    expect(hits('W02', { [PATH]: value })).toEqual([])
  })
})

describe('W03, soak', () => {
  test('29 days are warned of', () => {
    expect(hits('W03', { '/schedule/soakDays': 29 })).toMatchObject([
      { severity: 'warning', path: '/schedule/soakDays' },
    ])
  })

  test('30 pass', () => {
    expect(hits('W03', { '/schedule/soakDays': 30 })).toEqual([])
  })
})

describe('W04, decommission', () => {
  const PATH = '/schedule/windows/decommission'
  const from = (notBefore: string) => ({ [PATH]: { notBefore, notAfter: '2027-02-28T00:00:00Z' } })

  test('before the end of the soak is refused, with its day', () => {
    const [finding] = hits('W04', from('2027-01-10T06:59:59Z'))
    expect(finding).toMatchObject({ severity: 'error', path: PATH })
    expect(finding?.message).toContain('2027-01-10')
  })

  test('after it passes', () => {
    expect(hits('W04', from('2027-01-10T07:00:00Z'))).toEqual([])
    expect(hits('W04', { [PATH]: null })).toEqual([])
  })
})

describe('W05, way back', () => {
  test.each<[string, unknown]>([
    ['/confirmations/rollbackOwner', ''],
    ['/confirmations/oldPasswordsAvailable', 'no'],
    ['/confirmations/oldPasswordsAvailable', 'unknown'],
  ])('%s "%s" is refused', (path, value) => {
    expect(paths(hits('W05', { [path]: value }))).toEqual([path])
  })

  test('an owner with the passwords passes', () => {
    expect(hits('W05')).toEqual([])
  })
})

describe('W06, update before the conversion', () => {
  const PATH = '/schedule/windows/software'
  /** Contoso converts from 2026-12-05T19:00:00Z on. */
  const until = (notAfter: string) => ({
    '/software/route': 'sp2-full',
    [PATH]: { notBefore: '2026-11-20T08:00:00Z', notAfter },
  })

  test('less than 7 days before it is warned of', () => {
    expect(hits('W06', until('2026-11-28T19:00:01Z'))).toMatchObject([{ severity: 'warning', path: PATH }])
  })

  test('7 days before it, and no update at all, pass', () => {
    expect(hits('W06', until('2026-11-28T19:00:00Z'))).toEqual([])
    expect(hits('W06', { ...until('2026-12-05T19:00:00Z'), '/software/route': 'current' })).toEqual([])
  })
})
