import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const DC = '/forest/domains/0/controllers'
const found = (value: unknown) => ({ status: 'found', value })
const second = { name: 'DC2', fqdn: 'dc2.contoso.com', operatingSystem: '2019', site: 'Branch', readOnly: true }

describe('F01, schema and domain controllers', () => {
  test('a schema before 56 is refused', () => {
    const [finding] = hits('F01', { '/forest/schemaVersion': found(47) })
    expect(finding).toMatchObject({ severity: 'error', path: '/forest/schemaVersion' })
    expect(finding?.message).toContain('version 47')
  })

  test('a domain without a writable controller of 2012 or newer is refused', () => {
    expect(paths(hits('F01', { [`${DC}/0/operatingSystem`]: '2008R2' }))).toEqual([DC])
    expect(paths(hits('F01', { [`${DC}/0/operatingSystem`]: '2008R2', [`${DC}/-`]: second }))).toEqual([DC])
  })

  test('schema 56, and what nobody has looked at, pass', () => {
    expect(hits('F01', { '/forest/schemaVersion': found(56) })).toEqual([])
    expect(
      hits('F01', { '/forest/schemaVersion': { status: 'unknown' }, [`${DC}/0/operatingSystem`]: '2012' }),
    ).toEqual([])
  })
})

describe('F02, functional levels', () => {
  test.each(['/forest/functionalLevel', '/forest/domains/0/functionalLevel'])('%s 2008 R2 is warned of', (path) => {
    expect(hits('F02', { [path]: found('2008R2') })).toMatchObject([{ severity: 'warning', path }])
  })

  test('2012 is not', () => {
    expect(hits('F02', { '/forest/functionalLevel': found('2012') })).toEqual([])
  })
})

describe('F03, sites with read-only controllers alone', () => {
  const branch = { [`${DC}/-`]: second, '/servers/1/site': 'BRANCH' }

  test('are warned of', () => {
    expect(hits('F03', branch)).toMatchObject([{ severity: 'warning', path: '/servers/1/site' }])
  })

  test('a writable controller beside it, or a site without any, passes', () => {
    expect(hits('F03', { ...branch, [`${DC}/-`]: { ...second, readOnly: false } })).toEqual([])
    expect(hits('F03', { '/servers/1/site': 'Nowhere' })).toEqual([])
  })
})

describe('F04, no root key', () => {
  test('is warned of with the ten hours', () => {
    const [finding] = hits('F04', { '/forest/labShortcut': false })
    expect(finding).toMatchObject({ severity: 'warning', path: '/forest/kdsRootKeys' })
    expect(finding?.message).toContain('ten hours')
    expect(hits('F04', { '/purpose': 'production' })).toHaveLength(1)
  })

  test("the lab's own way, a key, and a key that nobody has looked for, pass", () => {
    expect(hits('F04')).toEqual([])
    expect(hits('F04', { '/forest/labShortcut': false, '/forest/kdsRootKeys': { status: 'unknown' } })).toEqual([])
  })
})

/** Keys by the times of their creation and effect; the directory window opens at 2026-12-04T07:00Z. */
const keys = (...times: [creation: string, effective: string][]) => ({
  '/forest/kdsRootKeys': {
    status: 'found',
    keys: times.map(([creationTime, effectiveTime], index) => ({
      keyId: `5b1d4f0e-8a52-4c1e-9d3b-6f7a2c90e41${index}`,
      creationTime,
      effectiveTime,
    })),
  },
})
const production = { '/purpose': 'production', '/forest/labShortcut': false }

describe('F05, a root key that is too young', () => {
  test('is refused, with the hours that are missing', () => {
    const found = hits('F05', { ...production, ...keys(['2026-12-03T23:30:00Z', '2026-12-03T23:30:00Z']) })
    expect(found).toMatchObject([{ severity: 'error', path: '/schedule/windows/directory' }])
    expect(found[0]?.message).toContain('opens 3 hours too early')
  })

  test('a back-dated key counts from its creation in production, from its effect in a lab', () => {
    const backDated = keys(['2026-12-04T06:00:00Z', '2026-12-03T20:00:00Z'])
    expect(hits('F05', { ...production, ...backDated })).toHaveLength(1)
    expect(hits('F05', backDated)).toEqual([])
  })

  test('ten hours to the second pass, and one old key suffices', () => {
    expect(hits('F05', { ...production, ...keys(['2026-12-03T21:00:00Z', '2026-12-03T21:00:00Z']) })).toEqual([])
    const two = keys(['2027-01-01T00:00:00Z', '2027-01-11T00:00:00Z'], ['2023-01-01T00:00:00Z', '2023-01-01T00:00:00Z'])
    expect(hits('F05', { ...production, ...two })).toEqual([])
  })
})

describe('F06, lab shortcut', () => {
  test.each([
    ['production', { '/purpose': 'production' }],
    ['a second domain controller', { [`${DC}/-`]: second }],
  ])('is refused with %s, and switched off by the fix', (_, changes) => {
    const [finding] = hits('F06', changes)
    expect(finding).toMatchObject({ severity: 'error', path: '/forest/labShortcut', fix: { value: false } })
  })

  test('in a lab with one domain controller it passes', () => {
    expect(hits('F06')).toEqual([])
  })
})

describe('F07, replication', () => {
  const two = { [`${DC}/-`]: second, '/forest/replicationConfirmed': false }

  test('two controllers and no confirmation are warned of', () => {
    expect(hits('F07', two)).toMatchObject([{ severity: 'warning', path: '/forest/replicationConfirmed' }])
  })

  test('one controller, or the confirmation, passes', () => {
    expect(hits('F07', { '/forest/replicationConfirmed': false })).toEqual([])
    expect(hits('F07', { [`${DC}/-`]: second })).toEqual([])
  })
})

describe('F08, several root keys', () => {
  const old: [string, string] = ['2023-01-01T00:00:00Z', '2023-01-01T00:00:00Z']

  test('are told of', () => {
    expect(hits('F08', keys(old, old))).toMatchObject([{ severity: 'information', path: '/forest/kdsRootKeys' }])
  })

  test('one is not', () => {
    expect(hits('F08', keys(old))).toEqual([])
  })
})

describe('F09 and F15, clocks', () => {
  const skew = (seconds: number) => ({ '/forest/maxClockSkewSeconds': found(seconds) })

  test('more than 300 seconds are refused, 61 to 300 warned of', () => {
    expect(hits('F09', skew(301))).toMatchObject([{ severity: 'error', path: '/forest/maxClockSkewSeconds' }])
    expect(hits('F15', skew(61))).toMatchObject([{ severity: 'warning', path: '/forest/maxClockSkewSeconds' }])
    expect(hits('F15', skew(300))).toHaveLength(1)
  })

  test('each leaves to the other what is its own, and 60 seconds pass', () => {
    expect(hits('F09', skew(300))).toEqual([])
    expect(hits('F15', skew(301))).toEqual([])
    expect(hits('F15', skew(60))).toEqual([])
  })
})
