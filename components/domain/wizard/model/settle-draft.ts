import { ABSENT, type Choice, type Difference, differences, settle } from './difference.ts'
import type { Draft } from './draft.ts'
import { placeName } from './place-name.ts'

/** Two people's drafts of one request, and the one that both began with (null when it is not known). */
export interface DraftVersions {
  readonly base: Draft | null
  readonly mine: Draft
  readonly theirs: Draft
}

const ofVersions = ({ base, mine, theirs }: DraftVersions) => ({ base: base ?? ABSENT, mine, theirs })

export const draftDifferences = (versions: DraftVersions): Difference[] => differences(ofVersions(versions))

/**
 * One draft of two. An acknowledgement whose place now holds something else is left out: it must be given again, because a reason
 * must never cover what nobody gave it for.
 */
export function settleDraft(versions: DraftVersions, choices: ReadonlyMap<string, Choice>): Draft {
  const settled = settle(ofVersions(versions), choices) as Draft
  const acknowledgements = settled.case.acknowledgements.filter((acknowledgement) => {
    const author = versions.mine.case.acknowledgements.some(
      ({ ruleId, path, reason }) =>
        ruleId === acknowledgement.ruleId && path === acknowledgement.path && reason === acknowledgement.reason,
    )
      ? versions.mine
      : versions.theirs
    const { path } = acknowledgement
    return placeName(settled.environment, path) === placeName(author.environment, path)
  })
  return { ...settled, case: { ...settled.case, acknowledgements } }
}
