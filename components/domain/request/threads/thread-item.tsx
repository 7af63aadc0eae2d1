'use client'

import { useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ThreadView } from '#server/review/views.ts'
import { CommentForm } from './comment-form.tsx'
import { useThreadActions, useThreads } from './use-threads.ts'

/** One conversation: who said what and when, and how it ended. */
export function ThreadItem({ thread }: { readonly thread: ThreadView }) {
  const { mayComment, mayResolve } = useThreads()
  const actions = useThreadActions()
  const [answering, setAnswering] = useState(false)
  const { id, comments, resolved, outdated, quote, revision, place } = thread
  return (
    <article
      id={id}
      aria-label={`Thread of ${comments[0]?.by.name ?? 'somebody'}`}
      className={cn('my-2 border-l-3 py-1 pl-3', resolved ? 'border-ok' : 'border-accent')}
    >
      {outdated ? (
        <p className="text-ink-3 text-sm">
          Outdated: on revision {revision}
          {place === 'line' ? (
            <>
              {' '}
              the line was <code className="[overflow-wrap:anywhere]">{quote.trim()}</code>
            </>
          ) : (
            ' this said something else'
          )}
          .
        </p>
      ) : null}
      <ul className="grid gap-2">
        {comments.map(({ id: number, by, at, text }) => (
          <li key={number}>
            <p className="text-sm">
              <b>{by.name}</b>{' '}
              <span className="text-ink-3">
                <Time value={at} />
              </span>
            </p>
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
          </li>
        ))}
      </ul>
      {resolved ? (
        <p className="mt-1.5 text-sm">
          <StatusMark icon="done" tone="ok">
            Resolved by {resolved.by.name}
          </StatusMark>
        </p>
      ) : null}
      {answering ? (
        <CommentForm
          label="Reply"
          action="Reply"
          onSend={(text) => actions.reply(id, text)}
          onClose={() => setAnswering(false)}
        />
      ) : (
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          {mayComment ? (
            <Button size="small" onClick={() => setAnswering(true)}>
              Reply
            </Button>
          ) : null}
          {mayResolve ? (
            <Button size="small" busy={actions.resolving} onClick={() => actions.resolve(id, resolved === null)}>
              {resolved ? 'Open again' : 'Resolve'}
            </Button>
          ) : null}
        </p>
      )}
      {actions.error ? (
        <p role="alert" className="mt-1 text-err text-sm">
          {errorWords(actions.error).message}
        </p>
      ) : null}
    </article>
  )
}
