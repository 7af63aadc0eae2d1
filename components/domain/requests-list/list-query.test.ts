import { describe, expect, it } from 'vitest'
import {
  isFiltered,
  type ListQuery,
  parseListQuery,
  sortedBy,
  toListInput,
  withoutFilters,
  writeListQuery,
} from './list-query.ts'

const fromAddress = (address: string): ListQuery => {
  const params = new URLSearchParams(address)
  return parseListQuery((name) => params.get(name))
}
const plain = fromAddress('')

describe('the state of the request list in its address', () => {
  it('is the newest change first without parameters, and writes nothing for that', () => {
    expect(plain).toEqual({
      search: '',
      states: [],
      kind: null,
      mine: false,
      by: 'changed',
      direction: 'desc',
      page: 1,
    })
    expect(writeListQuery(plain)).toBe('')
  })

  it('survives being written and read again', () => {
    const query: ListQuery = {
      search: 'Contoso & “lab” +1%',
      states: ['draft', 'changes requested'],
      kind: 'password-update',
      mine: true,
      by: 'window',
      direction: 'desc',
      page: 7,
    }
    expect(fromAddress(writeListQuery(query))).toEqual(query)
  })

  it.each([
    ['state=draft,nonsense', 'states', []],
    ['kind=upgrade', 'kind', null],
    ['mine=yes', 'mine', false],
    ['sort=owner', 'by', 'changed'],
    ['dir=up', 'direction', 'desc'],
    ['page=0', 'page', 1],
    ['page=1e9', 'page', 1],
    ['page=2.5', 'page', 1],
    [`q=${'x'.repeat(201)}`, 'search', ''],
  ] as const)('replaces what it does not know: %s', (address, part, expected) => {
    expect(fromAddress(address)[part]).toEqual(expected)
    expect(fromAddress(`${address}&unknown=1`)).toEqual(plain)
  })

  it('keeps the other parts when one is wrong', () => {
    expect(fromAddress('q=MG-0001&page=-3&mine=1')).toMatchObject({ search: 'MG-0001', page: 1, mine: true })
  })

  it('names states once and in the order of a life, so that equal lists have equal addresses', () => {
    expect(fromAddress('state=signed,draft,signed').states).toEqual(['draft', 'signed'])
  })
})

describe('sorting', () => {
  it('turns the sorted column round and goes back to page 1', () => {
    expect(sortedBy({ ...plain, page: 4 }, 'changed')).toMatchObject({ direction: 'asc', page: 1 })
  })

  it('starts another column from its own beginning', () => {
    expect(sortedBy(plain, 'window')).toMatchObject({ by: 'window', direction: 'asc' })
    expect(writeListQuery(sortedBy(plain, 'window'))).toBe('?sort=window')
  })
})

describe('filters', () => {
  it('are what hides rows: neither sorting nor paging nor blanks', () => {
    expect(isFiltered(fromAddress('sort=title&page=3&q=%20'))).toBe(false)
    for (const address of ['q=a', 'state=draft', 'kind=conversion', 'mine=1']) {
      expect(isFiltered(fromAddress(address))).toBe(true)
      expect(isFiltered(withoutFilters(fromAddress(address)))).toBe(false)
    }
  })

  it('keep the sorting when they are cleared', () => {
    expect(withoutFilters(fromAddress('q=a&sort=title&page=2'))).toMatchObject({ by: 'title', page: 1 })
  })

  it('reach the server trimmed, and only when they say something', () => {
    expect(toListInput(plain)).toEqual({ sort: { by: 'changed', direction: 'desc' }, page: 1, pageSize: 25 })
    expect(toListInput(fromAddress('q=%20MG-0001%20&state=draft&kind=conversion&mine=1&page=2'))).toMatchObject({
      search: 'MG-0001',
      states: ['draft'],
      kind: 'conversion',
      mine: true,
      page: 2,
    })
  })
})
