import type { RequestView } from '#server/requests/views.ts'

interface Numbered {
  readonly revisions: readonly { readonly revision: number }[]
}
type Known = Numbered & Pick<RequestView, 'lastVote'>

/** Number of the revision that a view shows. */
export const shownRevision = ({ generated, revision }: Pick<RequestView, 'generated' | 'revision'>): number =>
  generated?.revision ?? revision

/** Revisions before the shown one, newest first. */
export const earlierRevisions = ({ revisions }: Numbered, shown: number): number[] =>
  revisions.map(({ revision }) => revision).filter((revision) => revision < shown)

/** Something was submitted before, so that there is something to compare with. */
export const hasChanges = (view: Numbered & Pick<RequestView, 'generated' | 'revision'>): boolean =>
  earlierRevisions(view, shownRevision(view)).length > 0

/** Compare with: what was asked for, else what the reader last decided on, else the revision before. Null without an earlier one. */
export function baseRevision(view: Known, shown: number, wanted: string | null): number | null {
  const earlier = earlierRevisions(view, shown)
  const chosen = Number(wanted)
  if (wanted !== null && earlier.includes(chosen)) return chosen
  const voted = view.lastVote?.revision
  return voted !== undefined && earlier.includes(voted) ? voted : (earlier[0] ?? null)
}

/** The reader decided on an earlier revision, and not on the shown one. */
export function voteToRenew(view: Known, shown: number): RequestView['lastVote'] {
  return view.lastVote && view.lastVote.revision < shown ? view.lastVote : null
}
