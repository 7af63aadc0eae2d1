import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const ACCOUNT = '/components/0/managedAccount'
const INTERVAL = `${ACCOUNT}/passwordIntervalDays`
const existing = (passwordIntervalDays: number) => ({
  [`${ACCOUNT}/existing`]: { status: 'found', value: { passwordIntervalDays, encryptionTypes: ['AES256'] } },
})

describe('F10, form of the interval', () => {
  test.each([0, -1, 1.5])('%d days are refused', (days) => {
    expect(hits('F10', { [INTERVAL]: days })).toMatchObject([{ severity: 'error', path: INTERVAL }])
  })

  test('1 day passes', () => {
    expect(hits('F10', { [INTERVAL]: 1 })).toEqual([])
  })
})

describe('F16, unusual intervals', () => {
  test.each([1, 6, 91])('%d days are warned of', (days) => {
    expect(hits('F16', { [INTERVAL]: days })).toMatchObject([{ severity: 'warning', path: INTERVAL }])
  })

  test.each([7, 90])('%d days are not', (days) => {
    expect(hits('F16', { [INTERVAL]: days })).toEqual([])
  })

  test('what is no interval is left to F10', () => {
    expect(hits('F16', { [INTERVAL]: 0.5 })).toEqual([])
  })
})

describe('F11, an account with another interval', () => {
  test('is told of', () => {
    const [finding] = hits('F11', existing(60))
    expect(finding).toMatchObject({ severity: 'information', path: INTERVAL })
    expect(finding?.message).toContain('60 days; planned are 30')
  })

  test('the same interval is not', () => {
    expect(hits('F11', existing(30))).toEqual([])
  })
})

describe('F12, weak encryption', () => {
  test.each([[['RC4']], [['DES']], [['DES', 'RC4']], [[]]])('%j is refused', (types) => {
    expect(paths(hits('F12', { [`${ACCOUNT}/encryptionTypes`]: types }))).toEqual([`${ACCOUNT}/encryptionTypes`])
  })

  test('one AES type suffices', () => {
    expect(hits('F12', { [`${ACCOUNT}/encryptionTypes`]: ['RC4', 'AES256'] })).toEqual([])
  })
})

describe('F13, dMSA', () => {
  test('is refused, and a group account offered', () => {
    expect(hits('F13', { [`${ACCOUNT}/kind`]: 'delegated' })).toMatchObject([
      { severity: 'error', path: `${ACCOUNT}/kind`, fix: { value: 'group' } },
    ])
  })

  test('a group account passes', () => {
    expect(hits('F13')).toEqual([])
  })
})

describe('F14, sMSA', () => {
  test('is refused for one server and for several', () => {
    const standalone = { [`${ACCOUNT}/kind`]: 'standalone' }
    expect(hits('F14', standalone)[0]?.message).toContain('group accounts alone')
    const pool = hits('F14', { ...standalone, '/components/0/servers/-': 'MIMPORTAL' })
    expect(pool).toMatchObject([{ severity: 'error', path: `${ACCOUNT}/kind`, fix: { value: 'group' } }])
    expect(pool[0]?.message).toContain('runs on 2 servers')
  })

  test('a group account passes', () => {
    expect(hits('F14', { '/components/0/servers/-': 'MIMPORTAL' })).toEqual([])
  })
})
