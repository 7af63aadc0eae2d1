'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DigestText } from '#components/ui/digest.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FileContentView, FileEntryView } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { saveText } from '../data/save-text.ts'
import { groupDigits } from '../data/when.ts'
import { FileThreads } from '../threads/file-threads.tsx'
import { FileText } from './file-text.tsx'
import { HtmlPreview } from './html-preview.tsx'
import { linesOf } from './search-text.ts'

interface FileViewProps {
  readonly file: FileEntryView
  readonly revision: number
  readonly previous: FileEntryView | null
  readonly next: FileEntryView | null
  readonly onOpen: (file: FileEntryView) => void
}

type Look = 'source' | 'preview'

export function FileView({ file, revision, previous, next, onOpen }: FileViewProps) {
  const { view } = useRequest()
  const trpc = useTRPC()
  const { target, path } = file
  const [look, setLook] = useState<Look>('source')
  const content = useQuery({
    ...trpc.requests.file.queryOptions({ id: view.id, revision, target, path }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const isPage = path.endsWith('.html')
  return (
    <article aria-label={`${target}/${path}`} className="flex min-w-0 flex-col">
      <header className="grid gap-2 border-rule border-b bg-sunk px-4 py-2.5 sm:px-6">
        <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2">
          <h2 className="min-w-0 font-bold font-mono text-md [overflow-wrap:anywhere]">
            {target}/{path}
          </h2>
          <span className="ml-auto flex flex-wrap items-center gap-2">
            {isPage ? (
              <SegmentedChoice
                label="Show as"
                value={look}
                options={[
                  { value: 'source', label: 'Source' },
                  { value: 'preview', label: 'Preview' },
                ]}
                onChange={setLook}
              />
            ) : null}
            <Move label="Previous" keyName="[" file={previous} onOpen={onOpen} />
            <Move label="Next" keyName="]" file={next} onOpen={onOpen} />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-sm">
          <span className="text-ink-3 tabular-nums">{groupDigits(file.bytes)} bytes</span>
          <span className="flex items-center gap-1">
            <span className="text-ink-3">SHA-256</span> <DigestText digest={file.sha256} short />
            <CopyButton text={file.sha256} what={`SHA-256 of ${path}`} />
          </span>
          <FileActions content={content.data} />
        </div>
      </header>
      {content.data ? <Content file={content.data} look={isPage ? look : 'source'} /> : null}
      {content.error && !content.data ? (
        <div className="p-4 sm:p-6">
          <QueryError
            title={`${path} cannot be shown.`}
            error={content.error}
            onRetry={() => content.refetch()}
            busy={content.isFetching}
          />
        </div>
      ) : null}
      {content.isPending ? (
        <Skeleton label={`Reading ${path}`} lines={24} className="min-h-[36rem] content-start p-4 sm:px-6" />
      ) : null}
    </article>
  )
}

function Content({ file, look }: { readonly file: FileContentView; readonly look: Look }) {
  const [line, setLine] = useState<number | null>(null)
  if (look === 'preview') return <HtmlPreview html={file.text} title={`${file.target}/${file.path}, preview`} />
  return (
    <>
      <FileThreads target={file.target} path={file.path} lines={linesOf(file.text)} line={line} onLine={setLine} />
      <FileText text={file.text} label={`${file.target}/${file.path}`} />
    </>
  )
}

function FileActions({ content }: { readonly content: FileContentView | undefined }) {
  if (!content) return <span className="ml-auto h-7" />
  const name = content.path.split('/').at(-1) ?? content.path
  return (
    <span className="ml-auto flex gap-1">
      <CopyButton text={content.text} what={`the text of ${name}`} label="Copy text" />
      <Button variant="plain" size="small" icon="download" onClick={() => saveText(name, content.text, 'text/plain')}>
        Save
      </Button>
    </span>
  )
}

interface MoveProps {
  readonly label: string
  readonly keyName: string
  readonly file: FileEntryView | null
  readonly onOpen: (file: FileEntryView) => void
}

function Move({ label, keyName, file, onOpen }: MoveProps) {
  return (
    <Button
      size="small"
      blocked={file ? null : 'There is no further file.'}
      reason="hidden"
      aria-keyshortcuts={keyName}
      title={file ? `${file.target}/${file.path}` : undefined}
      onClick={() => file && onOpen(file)}
    >
      {label} <kbd className="max-sm:hidden">{keyName}</kbd>
    </Button>
  )
}
