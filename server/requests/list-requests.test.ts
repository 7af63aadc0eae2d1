import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Environment } from '#core/environment/environment.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { silentSigner } from '#server/testing/silent-signer.ts'
import { buildInput } from '#signer/testing/build-signer.ts'
import type { ListInput } from './inputs.ts'
import { listRequests } from './list-requests.ts'

const { environment, case: caseOf } = buildInput()
let portal: TestPortal
const window = (day: string | null): Environment['schedule'] => ({
  ...environment.schedule,
  windows: {
    ...environment.schedule.windows,
    conversion: day === null ? null : { notBefore: `${day}T20:00:00+01:00`, notAfter: `${day}T23:00:00+01:00` },
  },
})

beforeAll(() => {
  const signer = { ...silentSigner, decide: () => Promise.reject(new Error('nobody decides here')) }
  const test = { signer, portalKey: generateKeyPairSync('ed25519').privateKey, now: new Date('2026-11-24T10:00:00Z') }
  portal = new TestPortal(test).furnish()
  const add = (title: string, name: string, day: string | null, owner = 'ines') => {
    test.now = new Date(test.now.getTime() + 60_000)
    return portal.draft(
      {
        environment: { ...environment, name, schedule: window(day) },
        case: { ...caseOf, title, ticket: `CHG-${title.length}` },
      },
      owner,
    )
  }
  add('Zürich to gMSA', 'Contoso', '2026-12-12')
  add('100% of Prague', 'Contoso', null)
  add('Brno_site', 'Fabrikam', '2026-12-05', 'petra')
})

const list = (changes: Partial<ListInput> = {}, who = 'felix') =>
  listRequests(portal.as(who), { page: 1, pageSize: 25, ...changes }).rows.map(({ id }) => id)

test.each([
  ['zürich', ['MG-0001']],
  ['ZÜRICH', ['MG-0001']],
  ['contoso', ['MG-0002', 'MG-0001']],
  ['contoso gmsa', ['MG-0001']],
  ['petra', ['MG-0003']],
  ['mg-0002', ['MG-0002']],
  ['chg-14', ['MG-0002', 'MG-0001']],
  ['100%', ['MG-0002']],
  ['%', ['MG-0002']],
  ['_', ['MG-0003']],
  ['nothing', []],
  ["' OR 1=1 --", []],
])('a search for %j finds %j', (search, expected) => {
  expect(list({ search })).toEqual(expected)
})

test.each([
  ['changed', 'desc', ['MG-0003', 'MG-0002', 'MG-0001']],
  ['id', 'asc', ['MG-0001', 'MG-0002', 'MG-0003']],
  ['title', 'asc', ['MG-0002', 'MG-0003', 'MG-0001']],
  ['window', 'asc', ['MG-0003', 'MG-0001', 'MG-0002']],
  ['window', 'desc', ['MG-0001', 'MG-0003', 'MG-0002']],
] as const)('sorted by %s %s', (by, direction, expected) => {
  expect(list({ sort: { by, direction } })).toEqual(expected)
})

test('filters and pages', () => {
  expect(list({ mine: true }, 'ines')).toEqual(['MG-0002', 'MG-0001'])
  expect(list({ states: ['submitted'] })).toEqual([])
  expect(list({ states: ['draft', 'signed'] })).toHaveLength(3)
  expect(list({ kind: 'password-update' })).toEqual([])
  const sort = { by: 'id', direction: 'asc' } as const
  expect([list({ page: 1, pageSize: 2, sort }), list({ page: 2, pageSize: 2, sort })]).toEqual([
    ['MG-0001', 'MG-0002'],
    ['MG-0003'],
  ])
  expect(listRequests(portal.as('felix'), { page: 9, pageSize: 2 })).toEqual({ rows: [], total: 3 })
})

test('a row tells window, counts and what happens next', () => {
  const [row] = listRequests(portal.as('ines'), { page: 1, pageSize: 25, search: 'zürich' }).rows
  expect(row).toMatchObject({
    title: 'Zürich to gMSA',
    environmentName: 'Contoso',
    window: { notBefore: '2026-12-12T20:00:00+01:00', timeZone: 'CET' },
    errors: 0,
    targets: null,
    next: 'Yours: complete it and submit it.',
    waitsForMe: false,
  })
})
