'use client'

import { useSearchParams } from 'next/navigation'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import type { FileEntryView } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { usePageKeys } from '../data/use-page-keys.ts'
import { byteWords, counted } from '../data/when.ts'
import { chosenFile, flatOrder, treeOf } from './file-tree.ts'
import { FileTree } from './file-tree.tsx'
import { FileView } from './file-view.tsx'

interface FileBrowserProps {
  readonly entries: readonly FileEntryView[]
  readonly revision: number
}

/** Tree and content side by side; the address names the file, so a link leads to it. */
export function FileBrowser({ entries, revision }: FileBrowserProps) {
  const { href, view } = useRequest()
  const search = useSearchParams()
  const targets = view.generated?.plan.targets.map(({ target }) => target) ?? []
  const tree = treeOf(entries, targets)
  const order = flatOrder(tree)
  const file = chosenFile(order, search.get('target'), search.get('path'))
  const here = file ? order.indexOf(file) : -1
  const addressOf = ({ target, path }: FileEntryView) => href('/files', { target, path })
  // The same page: no need to ask the server for it again.
  const open = (next: FileEntryView) => window.history.pushState(null, '', addressOf(next))
  const [previous, next] = [order[here - 1], order[here + 1]]
  usePageKeys({
    '[': () => previous && open(previous),
    ']': () => next && open(next),
  })
  if (!file)
    return (
      <Sheet>
        <Section title="Files">
          <EmptyState title="This revision has no files">Nothing was generated for it.</EmptyState>
        </Section>
      </Sheet>
    )
  const bytes = entries.reduce((total, entry) => total + entry.bytes, 0)
  return (
    <>
      <WhatTheseAre />
      <Sheet className="grid lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="border-rule max-lg:border-b lg:border-r">
          <Section
            title="Files"
            end={`${counted(entries.length, 'file')}, ${byteWords(bytes)}`}
            className="lg:[--section-x:1.25rem]"
          >
            <FileTree key={file.target} tree={tree} chosen={file} addressOf={addressOf} onOpen={open} />
          </Section>
        </div>
        <FileView
          key={`${file.target}/${file.path}`}
          file={file}
          revision={revision}
          previous={previous ?? null}
          next={next ?? null}
          onOpen={open}
        />
      </Sheet>
    </>
  )
}

function WhatTheseAre() {
  const { view } = useRequest()
  if (view.signedAt)
    return (
      <Notice kind="ok" className="mb-4" title="These are the bytes that people approved">
        In the signed bundles every script also carries a signature, and the signer adds cover, decisions and manifest.
      </Notice>
    )
  return (
    <Notice kind="info" className="mb-4" title="These are the unsigned bytes that people approve">
      The plan digest commits to every one of them. Nothing here is signed yet, so run nothing of it.
    </Notice>
  )
}
