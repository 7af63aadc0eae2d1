import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { hits } from './testing.ts'

const withoutSync = { '/components': buildEnvironment().components.filter(({ component }) => component !== 'SYNC') }

describe('T04, standby and local groups', () => {
  const standby = { '/servers/2/installations/-': { component: 'SYNC', build: '4.6.673.0', node: 'standby' } }

  test('are refused together', () => {
    const [finding] = hits('T04', { ...standby, '/syncGroups/kind': 'local' })
    expect(finding).toMatchObject({ severity: 'error', path: '/syncGroups/kind' })
    expect(finding?.message).toContain('SQL is a standby')
  })

  test('each alone passes', () => {
    expect(hits('T04', standby)).toEqual([])
    expect(hits('T04', { '/syncGroups/kind': 'local' })).toEqual([])
  })
})

describe('T19, "Use MIMSync Account"', () => {
  const path = '/mimServiceAgent/mode'

  test('without Sync in the plan, or before SP2, it is refused', () => {
    expect(hits('T19', withoutSync)).toMatchObject([{ severity: 'error', path }])
    expect(hits('T19', { '/servers/0/installations/0/build': '4.5.412.0' })).toMatchObject([
      { severity: 'error', path },
    ])
  })

  test('SP2, an older MIM Service, and mode B, pass', () => {
    expect(hits('T19', { '/servers/0/installations/0/build': '4.6.34.0' })).toEqual([])
    expect(hits('T19', { '/servers/1/installations/0/build': '4.5.412.0' })).toEqual([])
    expect(hits('T19', { ...withoutSync, [path]: 'user' })).toEqual([])
  })
})

describe('T20, network logon', () => {
  const path = '/mimServiceAgent/networkLogonDenied'

  test('that is denied to the Sync account is refused in mode A', () => {
    expect(hits('T20', { [path]: 'yes' })).toMatchObject([{ severity: 'error', path }])
  })

  test('in mode B, and where nobody knows, it passes', () => {
    expect(hits('T20', { [path]: 'yes', '/mimServiceAgent/mode': 'user' })).toEqual([])
    expect(hits('T20', { [path]: 'unknown' })).toEqual([])
  })
})

describe('T21, name of the password group', () => {
  const path = '/syncGroups/passwordSet'
  const unconfirmed = { '/syncGroups/passwordSetConfirmed': false }

  test.each(['MIMSyncPasswordSet', 'mimsyncpasswordreset', ''])('"%s" that nobody has checked is warned of', (name) => {
    expect(hits('T21', { [path]: name, ...unconfirmed })).toMatchObject([{ severity: 'warning', path }])
  })

  test('a blank name is not settled by a confirmation', () => {
    expect(hits('T21', { [path]: '' })).toHaveLength(1)
  })

  test('the confirmation, or a name of their own, passes', () => {
    expect(hits('T21')).toEqual([])
    expect(hits('T21', { [path]: 'FAB-MIM-PwdSet', ...unconfirmed })).toEqual([])
  })
})

describe('T22, groups that MIM manages', () => {
  const path = '/syncGroups/managedByMim'

  test('are warned of', () => {
    expect(hits('T22', { [path]: 'yes' })).toMatchObject([{ severity: 'warning', path }])
  })

  test.each(['no', 'unknown'])('%s passes', (value) => {
    expect(hits('T22', { [path]: value })).toEqual([])
  })
})
