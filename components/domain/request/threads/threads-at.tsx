'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ThreadView } from '#server/review/views.ts'
import { CommentForm } from './comment-form.tsx'
import { ThreadItem } from './thread-item.tsx'
import { type NewPlace, useThreadActions, useThreads } from './use-threads.ts'

interface ThreadsAtProps {
  /** Where a new thread goes. */
  readonly place: NewPlace
  /** What it is about, in words: `Comment on …`. */
  readonly what: string
}

/** The threads of one place, and the way to begin one. */
export function ThreadsAt({ place, what }: ThreadsAtProps) {
  const { threads, mayComment } = useThreads()
  const actions = useThreadActions()
  const [writing, setWriting] = useState(false)
  const own = threads.filter((thread) => isAt(thread, place))
  if (own.length === 0 && !mayComment) return null
  return (
    <div className="mt-1.5">
      {own.map((thread) => (
        <ThreadItem key={thread.id} thread={thread} />
      ))}
      {writing ? (
        <CommentForm
          label={`Comment on ${what}`}
          action="Comment"
          onSend={(text) => actions.open(place, text)}
          onClose={() => setWriting(false)}
        />
      ) : null}
      {mayComment && !writing ? (
        <Button size="small" variant="plain" icon="comment" onClick={() => setWriting(true)}>
          Comment<span className="sr-only"> on {what}</span>
        </Button>
      ) : null}
    </div>
  )
}

function isAt(thread: ThreadView, place: NewPlace): boolean {
  if (thread.place !== place.kind) return false
  if (place.kind === 'field') return thread.path === place.path
  if (place.kind === 'step') return thread.path === place.step
  return place.kind === 'request'
}
