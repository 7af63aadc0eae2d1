import { z } from 'zod'
import { requestKind } from '#core/statement/schemas.ts'
import { REQUEST_STATES } from '#core/workflow/states.ts'

export const PAGE_SIZE = 25
const SORT_KEYS = ['changed', 'id', 'title', 'state', 'window'] as const
export type SortKey = (typeof SORT_KEYS)[number]
type SortDirection = 'asc' | 'desc'

/** Where a first click on a column leads: newest changes first, all else from its beginning. */
const FIRST_DIRECTION: Readonly<Record<SortKey, SortDirection>> = {
  changed: 'desc',
  id: 'desc',
  title: 'asc',
  state: 'asc',
  window: 'asc',
}

const states = z.array(z.enum(REQUEST_STATES)).transform((chosen) => REQUEST_STATES.filter((it) => chosen.includes(it)))

/** Each part falls back by itself: an old link or a typing mistake in the address never breaks the page. */
const listQuerySchema = z.strictObject({
  search: z.string().max(200).catch(''),
  states: states.catch([]),
  kind: requestKind.nullable().catch(null),
  mine: z.boolean(),
  by: z.enum(SORT_KEYS).catch('changed'),
  direction: z.enum(['asc', 'desc']).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
export interface ListQuery extends Omit<z.infer<typeof listQuerySchema>, 'direction'> {
  readonly direction: SortDirection
}

/** Reads one parameter of an address; both the browser's and the server's form of them fit. */
export type ReadParam = (name: string) => string | null | undefined

/** The state of the list as its address says it. Never throws. */
export function parseListQuery(read: ReadParam): ListQuery {
  const query = listQuerySchema.parse({
    search: read('q') ?? '',
    states: read('state')?.split(',') ?? [],
    kind: read('kind') ?? null,
    mine: read('mine') === '1',
    by: read('sort') ?? 'changed',
    direction: read('dir') ?? null,
    page: read('page') ?? 1,
  })
  return { ...query, direction: query.direction ?? FIRST_DIRECTION[query.by] }
}

/** The address of a list: `?…`, or empty when nothing differs from the plain list. */
export function writeListQuery(query: ListQuery): string {
  const params = new URLSearchParams()
  if (query.search !== '') params.set('q', query.search)
  if (query.states.length > 0) params.set('state', query.states.join(','))
  if (query.kind !== null) params.set('kind', query.kind)
  if (query.mine) params.set('mine', '1')
  if (query.by !== 'changed') params.set('sort', query.by)
  if (query.direction !== FIRST_DIRECTION[query.by]) params.set('dir', query.direction)
  if (query.page > 1) params.set('page', String(query.page))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Something hides rows; sorting and paging do not. */
export const isFiltered = ({ search, states, kind, mine }: ListQuery): boolean =>
  search.trim() !== '' || states.length > 0 || kind !== null || mine

export const withoutFilters = (query: ListQuery): ListQuery => ({
  ...query,
  search: '',
  states: [],
  kind: null,
  mine: false,
  page: 1,
})

/** A second click on the sorted column turns it round. */
export function sortedBy(query: ListQuery, by: SortKey): ListQuery {
  const turned = query.direction === 'asc' ? 'desc' : 'asc'
  return { ...query, by, direction: query.by === by ? turned : FIRST_DIRECTION[by], page: 1 }
}

/** What the server is asked for. */
export function toListInput(query: ListQuery) {
  const { search, states: chosen, kind, mine, by, direction, page } = query
  return {
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(chosen.length === 0 ? {} : { states: [...chosen] }),
    ...(kind === null ? {} : { kind }),
    ...(mine ? { mine } : {}),
    sort: { by, direction },
    page,
    pageSize: PAGE_SIZE,
  }
}
