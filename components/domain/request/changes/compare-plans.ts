import type { Plan, PlanStep, Text } from '#core/plan/plan.ts'

/** A step that is not the same in both plans. Steps are recognised by their id. */
export type StepChange =
  | { readonly kind: 'added' | 'removed'; readonly step: PlanStep }
  /** Done at another point of the order, and otherwise the same. */
  | { readonly kind: 'moved'; readonly step: PlanStep }
  | {
      readonly kind: 'changed'
      readonly step: PlanStep
      readonly before: PlanStep
      readonly parts: readonly StepPart[]
    }

export interface StepPart {
  readonly name: string
  readonly before: string
  readonly after: string
}

const PARTS: readonly { readonly name: string; readonly textOf: (step: PlanStep) => string }[] = [
  { name: 'Title', textOf: ({ title }) => title },
  { name: 'Who', textOf: ({ who, where }) => `${who}, ${where}` },
  { name: 'How', textOf: ({ automation }) => automation },
  { name: 'Window', textOf: ({ window }) => window ?? 'none' },
  { name: 'Minutes', textOf: ({ minutes, waitMinutes }) => `${minutes}${waitMinutes ? `, waits ${waitMinutes}` : ''}` },
  { name: 'Interrupts a service', textOf: ({ outage }) => (outage ? 'yes' : 'no') },
  { name: 'Can be undone', textOf: ({ pointOfNoReturn }) => (pointOfNoReturn ? 'no' : 'yes') },
  { name: 'After', textOf: ({ after }) => after.join(', ') },
  { name: 'Before', textOf: ({ before }) => before.map(plain).join('\n') },
  { name: 'Runs', textOf: ({ runs }) => runs ?? '' },
  {
    name: 'Do',
    textOf: ({ actions }) =>
      actions
        .map(({ text, command, stop }) => [stop && plain(stop), plain(text), command].filter(Boolean).join('\n'))
        .join('\n'),
  },
  { name: 'Expected', textOf: ({ expect }) => expect.map(plain).join('\n') },
  {
    name: 'If not',
    textOf: ({ failures }) => failures.map(({ symptom, fix }) => `${plain(symptom)}: ${plain(fix)}`).join('\n'),
  },
  { name: 'Undo', textOf: ({ undo }) => plain(undo) },
  {
    name: 'Values for the runner',
    textOf: ({ parameters }) => (parameters ? JSON.stringify(parameters, null, 1) : ''),
  },
]

const plain = (text: Text): string =>
  text.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.strong)).join('')

/** What is another step, says something else, or is done at another point; in the order of the new plan, removed steps last. */
export function comparePlans(before: Plan, after: Plan): StepChange[] {
  const old = new Map(before.steps.map((step) => [step.id, step]))
  const fresh = new Set(after.steps.map(({ id }) => id))
  const kept = after.steps.filter(({ id }) => old.has(id))
  const moved = movedSteps(
    before.steps.filter(({ id }) => fresh.has(id)).map(({ id }) => id),
    kept.map(({ id }) => id),
  )
  const changes = after.steps.flatMap((step): StepChange[] => {
    const was = old.get(step.id)
    if (!was) return [{ kind: 'added', step }]
    const parts = changedParts(was, step)
    if (parts.length > 0) return [{ kind: 'changed', step, before: was, parts }]
    return moved.has(step.id) ? [{ kind: 'moved', step }] : []
  })
  const removed = before.steps.filter(({ id }) => !fresh.has(id)).map((step): StepChange => ({ kind: 'removed', step }))
  return [...changes, ...removed]
}

const changedParts = (before: PlanStep, after: PlanStep): StepPart[] =>
  PARTS.flatMap(({ name, textOf }) => {
    const [was, is] = [textOf(before), textOf(after)]
    return was === is ? [] : [{ name, before: was, after: is }]
  })

/** The fewest steps that must have moved to come from one order to the other: all but a longest increasing run. */
function movedSteps(before: readonly string[], after: readonly string[]): Set<string> {
  const position = new Map(before.map((id, index) => [id, index]))
  const order = after.map((id) => position.get(id) ?? 0)
  const ends: number[] = []
  const previous: number[] = []
  order.forEach((value, index) => {
    const at = lowerBound(ends, (end) => (order[end] ?? 0) < value)
    previous[index] = ends[at - 1] ?? -1
    ends[at] = index
  })
  const stayed = new Set<number>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) stayed.add(at)
  return new Set(after.filter((_, index) => !stayed.has(index)))
}

function lowerBound(list: readonly number[], isBefore: (value: number) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(list[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}
