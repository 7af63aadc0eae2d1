import { ABSENT, type Difference } from './difference.ts'
import type { Draft } from './draft.ts'
import { placeName } from './place-name.ts'
import { CASE_WORDS } from './words/case-words.ts'

/** What a place of a whole draft is called: its pointer begins with `/environment` or `/case`. */
export function differenceName(
  { path, mine }: Difference,
  drafts: { readonly mine: Draft; readonly theirs: Draft },
): string {
  const [, root = '', ...rest] = path.split('/')
  const inside = rest.length > 0 ? `/${rest.join('/')}` : ''
  if (root === 'case') return CASE_WORDS[inside]?.label ?? 'Acknowledgements'
  // A place that only one side has is called as that side knows it.
  return placeName((mine === ABSENT ? drafts.theirs : drafts.mine).environment, inside)
}
