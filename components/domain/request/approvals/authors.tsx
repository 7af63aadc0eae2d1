import type { RequestView } from '#server/requests/views.ts'
import { orList } from './decision-words.ts'

/** Who wrote it, where that is more than the requester: whoever wrote a plan does not decide on it. */
export function Authors({ authors }: Pick<RequestView, 'authors'>) {
  if (authors.length < 2) return null
  const names = authors.map(({ name }) => name)
  return <p className="mt-2 text-ink-2 text-sm">Written by {orList(names, 'and')}, so none of them decides.</p>
}
