'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FileEntryView } from '#server/requests/views.ts'
import { byteWords, counted } from '../data/when.ts'
import { linesOf } from '../files/search-text.ts'
import { FileThreads } from '../threads/file-threads.tsx'
import { useThreads } from '../threads/use-threads.ts'
import type { FileChange } from './compare-files.ts'
import { DiffView } from './diff-view.tsx'
import type { DiffLook } from './file-changes.tsx'

interface FileChangeRowProps {
  readonly id: string
  readonly revisions: { readonly before: number; readonly after: number }
  readonly change: FileChange
  readonly look: DiffLook
  readonly startOpen: boolean
}

const WORDS = { added: 'new', removed: 'gone', changed: '' } as const

export function FileChangeRow({ change, startOpen, ...rest }: FileChangeRowProps) {
  const [open, setOpen] = useState(startOpen)
  const { targets, path, before, after, kind } = change
  const name = `${targets[0]}/${path}`
  return (
    <li data-difference tabIndex={-1} className="border-rule border-t first:border-t-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 w-full cursor-pointer flex-wrap items-center gap-x-2.5 text-left hover:text-accent-hover focus-visible:-outline-offset-2"
        >
          <Icon name="chevronRight" className={cn('text-ink-3 transition-transform', open && 'rotate-90')} />
          <span className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{name}</span>
          <span className="font-normal text-ink-3 text-sm">
            {WORDS[kind]} {before ? byteWords(before.bytes) : ''} {before && after ? '→' : ''}{' '}
            {after ? byteWords(after.bytes) : ''}
            {targets.length > 1 ? ` · the same in ${counted(targets.length - 1, 'more target')}` : ''}
          </span>
        </button>
      </h3>
      {open ? (
        <>
          {targets.length > 1 ? (
            <p className="mb-2 text-ink-3 text-sm">Also in {targets.slice(1).join(', ')}, shown once.</p>
          ) : null}
          <Difference change={change} name={name} {...rest} />
        </>
      ) : null}
    </li>
  )
}

interface DifferenceProps extends Omit<FileChangeRowProps, 'startOpen'> {
  readonly name: string
}

function Difference({ id, revisions, change, look, name }: DifferenceProps) {
  const trpc = useTRPC()
  const { mayComment } = useThreads()
  const [line, setLine] = useState<number | null>(null)
  const options = (file: FileEntryView | null, revision: number) => ({
    ...trpc.requests.file.queryOptions({ id, revision, target: file?.target ?? '', path: file?.path ?? '' }),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const before = useQuery(options(change.before, revisions.before))
  const after = useQuery(options(change.after, revisions.after))
  const error = before.error ?? after.error
  if (error)
    return (
      <QueryError
        title={`${name} cannot be compared.`}
        error={error}
        onRetry={() => Promise.all([before.refetch(), after.refetch()])}
      />
    )
  const texts = {
    before: change.before ? before.data?.text : '',
    after: change.after ? after.data?.text : '',
  }
  if (texts.before === undefined || texts.after === undefined) return <Skeleton label={`Reading ${name}`} lines={6} />
  const { after: file } = change
  return (
    <>
      <DiffView
        before={texts.before}
        after={texts.after}
        look={look}
        label={name}
        onLine={file && mayComment ? setLine : null}
      />
      {file ? (
        <FileThreads target={file.target} path={file.path} lines={linesOf(texts.after)} line={line} onLine={setLine} />
      ) : null}
    </>
  )
}
