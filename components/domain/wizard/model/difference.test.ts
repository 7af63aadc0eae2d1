import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Environment } from '#core/environment/environment.ts'
import { ABSENT, type Choice, differences, proposedChoices, settle } from './difference.ts'
import { getAt, insertAt, removeAt, setAt } from './edit-path.ts'
import { leafPaths } from './leaves.ts'

const base: Environment = JSON.parse(
  readFileSync(new URL('../../../../public/samples/fabrikam.json', import.meta.url), 'utf8'),
)
const every = (choice: Choice, ids: readonly { id: string }[]) => new Map(ids.map(({ id }) => [id, choice]))

describe('two versions of a draft', () => {
  it('differ nowhere when they say the same', () => {
    expect(differences({ base, mine: base, theirs: structuredClone(base) })).toEqual([])
  })

  it('name the place by the entry, and who changed it', () => {
    const mine = setAt(setAt(base, '/servers/1/site', 'MINE'), '/name', 'Both')
    const theirs = setAt(setAt(base, '/paths/backupFolder', 'E:\\X'), '/name', 'Two')
    const name = base.servers[1]?.name.toLowerCase()
    expect(differences({ base, mine, theirs }).map(({ id, path, changedBy }) => [id, path, changedBy])).toEqual([
      ['/name', '/name', 'both'],
      [`/servers/${name}/site`, '/servers/1/site', 'me'],
      ['/paths/backupFolder', '/paths/backupFolder', 'them'],
    ])
  })

  it('keep both sides’ own changes when nobody chooses otherwise', () => {
    const mine = removeAt(setAt(base, '/servers/1/site', 'MINE'), '/servers/3')
    const theirs = insertAt(base, '/servers', { ...base.servers[0], name: 'NEW' })
    const versions = { base, mine, theirs }
    const merged = settle(versions, proposedChoices(differences(versions))) as Environment
    const removed = base.servers[3]?.name
    expect(merged.servers.map(({ name }) => name)).toEqual([
      ...base.servers.map(({ name }) => name).filter((name) => name !== removed),
      'NEW',
    ])
    expect(merged.servers[1]?.site).toBe('MINE')
  })

  it('become mine or theirs, whole, by one choice for all', () => {
    const paths = leafPaths(base).filter((path) => typeof getAt(base, path) === 'string')
    const edits = fc.array(fc.tuple(fc.constantFrom(...paths), fc.string()), { maxLength: 6 })
    const edit = (list: [string, string][]) =>
      list.reduce((document, [path, value]) => setAt(document, path, value), base as Environment)
    fc.assert(
      fc.property(edits, edits, (left, right) => {
        const versions = { base, mine: edit(left), theirs: edit(right) }
        const all = differences(versions)
        expect(settle(versions, every('mine', all))).toEqual(versions.mine)
        expect(settle(versions, every('theirs', all))).toEqual(versions.theirs)
      }),
      { numRuns: 60 },
    )
  })

  it('leave a place that both changed for a person', () => {
    const versions = { base, mine: setAt(base, '/name', 'A'), theirs: setAt(base, '/name', 'B') }
    const all = differences(versions)
    expect(proposedChoices(all).size).toBe(0)
    expect((settle(versions, new Map()) as Environment).name).toBe('A')
    expect((settle(versions, every('theirs', all)) as Environment).name).toBe('B')
  })

  it('know no innocent side when the common beginning is unknown', () => {
    const mine = setAt(base, '/name', 'A')
    expect(differences({ base: ABSENT, mine, theirs: base }).map(({ changedBy }) => changedBy)).toEqual(['both'])
  })

  it('compare a list in another order as one', () => {
    const theirs = { ...base, servers: base.servers.toReversed() }
    expect(differences({ base, mine: base, theirs }).map(({ id }) => id)).toEqual(['/servers'])
  })
})
