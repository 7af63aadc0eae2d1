import { describe, expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { pictureModel, UNNAMED } from './picture-model.ts'

describe('pictureModel', () => {
  test('services on the same machines stand together, an account that two of them share stands once', () => {
    const model = pictureModel(buildEnvironment())
    expect(model.olds.map(({ label }) => label)).toEqual([
      'CONTOSO\\svcMIMSync',
      'CONTOSO\\svcMIMService',
      'CONTOSO\\svcMIMSSPR',
    ])
    expect(model.groups.map(({ machines }) => machines)).toEqual([
      [{ name: 'MIMSYNC', roles: 'SYNC' }],
      [{ name: 'MIMPORTAL', roles: 'SVC, REG, RST' }],
      [{ name: 'SQL', roles: 'SQL Server' }],
    ])
    expect(model.news.map(({ label }) => label)).toEqual([
      'MIMSyncGMSAsvc$',
      'MIMSrvGMSAsvc$',
      'gmsaSSPRReg$',
      'gmsaSSPRRes$',
      'Logins on SQL',
    ])
  })

  test('each service is joined to its account of today and of tomorrow, by its host group', () => {
    const { today, after } = pictureModel(buildEnvironment())
    expect(today).toHaveLength(3)
    expect(after.filter(({ via }) => via === 'MIMService_Servers')).toHaveLength(3)
  })

  test('logins name account and database', () => {
    expect(pictureModel(buildEnvironment()).news.at(-1)?.lines).toEqual([
      'MIMSyncGMSAsvc$: FIMSynchronizationService',
      'MIMSrvGMSAsvc$: FIMService',
    ])
  })

  test('an account that something else keeps does not retire', () => {
    const kept = { domain: 'contoso', name: 'SVCMIMSSPR' }
    const { olds } = pictureModel(buildEnvironment({ '/unconverted/0/account': kept }))
    expect(olds.map(({ retires }) => retires)).toEqual([true, true, false])
  })

  test('a draft without names keeps its services apart', () => {
    const { components } = buildEnvironment()
    const nameless = components.map((component) => ({
      ...component,
      oldAccount: { domain: '', name: '' },
      managedAccount: { ...component.managedAccount, name: '' },
      servers: [],
    }))
    const model = pictureModel({ ...blankEnvironment('Draft'), components: nameless })
    expect(model.olds.map(({ label }) => label)).toEqual([UNNAMED, UNNAMED, UNNAMED, UNNAMED])
    expect(model.news).toHaveLength(4)
    expect(model.groups).toHaveLength(4)
  })

  test('a blank environment is an empty picture', () => {
    const model = pictureModel(blankEnvironment('Draft'))
    expect([model.olds, model.groups, model.news]).toEqual([[], [], []])
  })
})
