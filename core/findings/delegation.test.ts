import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const SVC = '/components/1/delegation'
const mode = (value: string, path = SVC) => ({ [`${path}/mode`]: value })
const targets = (...value: string[]) => ({ [`${SVC}/targets`]: value })

describe('D01, unconstrained delegation', () => {
  test('is warned of, and constrained offered where targets are known', () => {
    const [finding] = hits('D01', mode('unconstrained'))
    expect(finding).toMatchObject({ severity: 'warning', path: `${SVC}/mode`, source: 'MIMDocs#284' })
    expect(finding?.message).toContain('SVC asks for unconstrained delegation')
    expect(finding?.fix).toMatchObject({ path: `${SVC}/mode`, value: 'constrained' })
  })

  test('nothing is offered without targets', () => {
    expect(hits('D01', { ...mode('unconstrained'), ...targets() })[0]).not.toHaveProperty('fix')
  })

  test.each(['constrained', 'any-protocol', 'none'])('%s is not', (value) => {
    expect(hits('D01', mode(value))).toEqual([])
  })
})

describe('D02, unconstrained with a list', () => {
  test('is refused', () => {
    const [finding] = hits('D02', mode('unconstrained'))
    expect(finding).toMatchObject({ severity: 'error', path: `${SVC}/targets` })
    expect(finding?.message).toContain('lists 2 targets')
  })

  test('unconstrained without a list, and a list without unconstrained, are not', () => {
    expect(hits('D02', { ...mode('unconstrained'), ...targets() })).toEqual([])
    expect(hits('D02')).toEqual([])
  })
})

describe('D03, protocol transition', () => {
  test('is warned of', () => {
    expect(hits('D03', mode('any-protocol'))).toMatchObject([{ severity: 'warning', path: `${SVC}/mode` }])
  })

  test.each(['constrained', 'unconstrained', 'none'])('%s is not', (value) => {
    expect(hits('D03', mode(value))).toEqual([])
  })
})

describe('D04, targets of delegation', () => {
  test('a target that no account gets is refused', () => {
    const found = hits('D04', targets('FIMService/mimportal', 'FIMService/mim.contoso.com'))
    expect(paths(found)).toEqual([`${SVC}/targets/1`])
    expect(found[0]?.message).toContain('FIMService/mim.contoso.com, but no account gets this SPN')
  })

  test('delegation to nothing is refused', () => {
    expect(paths(hits('D04', targets()))).toEqual([`${SVC}/targets`])
    expect(hits('D04', { ...targets(), ...mode('none') })).toEqual([])
  })

  test('planned SPNs pass in any letter case', () => {
    expect(hits('D04', targets('fimservice/MIMPORTAL'))).toEqual([])
  })
})

describe('D05, users who cannot be delegated', () => {
  const path = '/confirmations/testUsersProtected'
  const noDelegation = Object.assign({}, ...[1, 2, 3].map((index) => mode('none', `/components/${index}/delegation`)))

  test('test users in Protected Users are told as information', () => {
    expect(hits('D05', { [path]: 'yes' })).toMatchObject([{ severity: 'information', path }])
  })

  test('nothing is told of other users, or without delegation', () => {
    expect(hits('D05')).toEqual([])
    expect(hits('D05', { [path]: 'yes', ...noDelegation })).toEqual([])
  })
})

describe('D06, delegation without need', () => {
  const path = '/components/0/delegation'

  test('SYNC with delegation is warned of, and none offered', () => {
    const [finding] = hits('D06', mode('constrained', path))
    expect(finding).toMatchObject({ severity: 'warning', path: `${path}/mode`, fix: { value: 'none' } })
    expect(finding?.message).toContain('SYNC asks for constrained delegation')
  })

  test('SVC, REG and RST with delegation are not', () => {
    expect(hits('D06')).toEqual([])
  })
})

describe('D07, Domain Admins', () => {
  const pam = (domainAdmins: string[]) => ({
    '/pam': { trustedForests: [], domainAdmins, restHostName: 'pamapi.contoso.com' },
  })

  test('each account that would be a member is warned of', () => {
    const found = hits('D07', pam(['SVC', 'PAMCOMP']))
    expect(paths(found)).toEqual(['/pam/domainAdmins/0', '/pam/domainAdmins/1'])
    expect(found[0]).toMatchObject({ severity: 'warning', source: 'PAM2' })
  })

  test('without PAM or members nothing is told', () => {
    expect(hits('D07')).toEqual([])
    expect(hits('D07', pam([]))).toEqual([])
  })
})
