'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Time } from '#components/ui/time.tsx'
import { type Choice, type Difference, proposedChoices } from '../model/difference.ts'
import type { Draft } from '../model/draft.ts'
import { type DraftVersions, draftDifferences, settleDraft } from '../model/settle-draft.ts'
import { DifferenceRow } from './difference-row.tsx'

interface ConflictDialogProps {
  readonly versions: DraftVersions
  readonly theirs: { readonly name: string; readonly at: string }
  readonly onSettle: (draft: Draft) => void
  /** Both versions stay as they are. */
  readonly onClose: () => void
}

const SHOWN = 100

/** Two people's drafts, place by place. Each side's own changes are taken already; a person decides where both changed one place. */
export function ConflictDialog({ versions, theirs, onSettle, onClose }: ConflictDialogProps) {
  const all = draftDifferences(versions)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(() => proposedChoices(all))
  const [limit, setLimit] = useState(SHOWN)
  const open = all.filter(({ id }) => !chosen.has(id)).length
  const choose = (ids: readonly Difference[], choice: Choice) =>
    setChosen(new Map([...chosen, ...ids.map(({ id }): [string, Choice] => [id, choice])]))
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      wide
      title="Two versions of this draft"
      description={
        <>
          {theirs.name} saved at <Time value={theirs.at} show="clock with seconds" />, while you typed. What only one of
          you changed is chosen already. Nothing is dropped before you save.
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>Decide later</Button>
          <Button
            variant="main"
            blocked={open > 0 ? `${open} ${open === 1 ? 'place needs' : 'places need'} your choice.` : null}
            onClick={() => onSettle(settleDraft(versions, chosen))}
          >
            Save this result
          </Button>
        </>
      }
    >
      <div className="my-3 flex flex-wrap items-center gap-2">
        <span className="mr-auto text-ink-2">
          {all.length} {all.length === 1 ? 'place differs' : 'places differ'}
        </span>
        <Button size="small" onClick={() => choose(all, 'mine')}>
          Everything of mine
        </Button>
        <Button size="small" onClick={() => choose(all, 'theirs')}>
          Everything of theirs
        </Button>
      </div>
      <ul>
        {all.slice(0, limit).map((difference) => (
          <DifferenceRow
            key={difference.id}
            difference={difference}
            drafts={versions}
            theirName={theirs.name}
            choice={chosen.get(difference.id) ?? null}
            onChoose={(choice) => choose([difference], choice)}
          />
        ))}
      </ul>
      {all.length > limit ? (
        <Button size="small" onClick={() => setLimit(limit + SHOWN)}>
          Show {Math.min(SHOWN, all.length - limit)} more
        </Button>
      ) : null}
    </Dialog>
  )
}
