import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const group = { listener: 'sqlmim.contoso.com', port: 1433, registerAllProvidersIp: 'no', knownReplicas: 1 }
const GROUP = '/sql/0/availabilityGroup'

describe('Q01, right to create logins', () => {
  const PATH = '/sql/0/installerMayCreateLogins'

  test('that is lacking is refused', () => {
    expect(hits('Q01', { [PATH]: 'no' })).toMatchObject([{ severity: 'error', path: PATH }])
  })

  test.each(['yes', 'unknown'])('%s passes', (value) => {
    expect(hits('Q01', { [PATH]: value })).toEqual([])
  })
})

describe('Q02, replicas', () => {
  test('fewer than known are warned of; one that is listed twice counts once', () => {
    const two = { [GROUP]: { ...group, knownReplicas: 2 } }
    expect(hits('Q02', two)).toMatchObject([{ severity: 'warning', path: '/sql/0/replicas' }])
    expect(hits('Q02', { ...two, '/sql/0/replicas/-': 'sql' })).toHaveLength(1)
  })

  test('all of them, and a single instance, pass', () => {
    expect(hits('Q02', { [GROUP]: group })).toEqual([])
    expect(hits('Q02')).toEqual([])
  })
})

describe('Q03, port in the address', () => {
  test('is refused; the default port is dropped by the fix', () => {
    expect(hits('Q03', { '/sql/0/address': 'SQL,1433' })).toMatchObject([
      { severity: 'error', path: '/sql/0/address', fix: { value: 'SQL' } },
    ])
    expect(hits('Q03', { '/sql/0/address': 'SQL,50123' })[0]).not.toHaveProperty('fix')
    expect(paths(hits('Q03', { [GROUP]: { ...group, listener: 'sqlmim, 1435' } }))).toEqual([`${GROUP}/listener`])
  })

  test('names of instances and listeners pass', () => {
    expect(hits('Q03', { '/sql/0/address': 'SQL\\MIM', [GROUP]: group })).toEqual([])
  })
})

describe('Q04, RegisterAllProvidersIP', () => {
  const PATH = `${GROUP}/registerAllProvidersIp`

  test('1 is warned of', () => {
    expect(hits('Q04', { [GROUP]: { ...group, registerAllProvidersIp: 'yes' } })).toMatchObject([
      { severity: 'warning', path: PATH },
    ])
  })

  test('0 passes', () => {
    expect(hits('Q04', { [GROUP]: group })).toEqual([])
  })
})

describe('Q05, name of the Sync database', () => {
  const NAME = '/sql/0/databases/0/name'
  const early = { '/servers/0/installations/0/build': '4.5.412.0' }

  test('another one before SP2 is warned of', () => {
    expect(hits('Q05', { [NAME]: 'MIMSync', ...early })).toMatchObject([{ severity: 'warning', path: NAME }])
  })

  test('the default name, and SP2, pass', () => {
    expect(hits('Q05', early)).toEqual([])
    expect(hits('Q05', { [NAME]: 'MIMSync' })).toEqual([])
  })
})
