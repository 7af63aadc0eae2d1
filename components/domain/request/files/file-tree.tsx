'use client'

import type { MouseEvent } from 'react'
import { useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { FileEntryView } from '#server/requests/views.ts'
import { byteWords, counted } from '../data/when.ts'
import type { FileNode, TargetFiles } from './file-tree.ts'

interface FileTreeProps {
  readonly tree: readonly TargetFiles[]
  readonly chosen: FileEntryView
  readonly addressOf: (file: FileEntryView) => string
  readonly onOpen: (file: FileEntryView) => void
}

/** Targets open one at a time at first; on narrow screens the list scrolls by itself above the content. */
export function FileTree({ tree, chosen, ...rest }: FileTreeProps) {
  return (
    <nav aria-label="Files by target" className="max-h-72 overflow-y-auto lg:max-h-[calc(100dvh-16rem)]">
      {tree.map((files) => (
        <TargetBranch key={files.target} files={files} chosen={chosen} {...rest} />
      ))}
    </nav>
  )
}

interface BranchProps extends Omit<FileTreeProps, 'tree'> {
  readonly files: TargetFiles
}

function TargetBranch({ files, chosen, ...rest }: BranchProps) {
  const [open, setOpen] = useState(files.target === chosen.target)
  return (
    <section aria-label={files.target} className="border-rule border-t first:border-t-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-9 w-full cursor-pointer items-center gap-2 text-left hover:text-accent-hover focus-visible:-outline-offset-2 max-sm:min-h-11"
        >
          <Icon name="chevronRight" className={cn('text-ink-3 transition-transform', open && 'rotate-90')} />
          <code className="font-bold">{files.target}</code>
          <span className="ml-auto font-normal text-ink-3 text-sm">{counted(files.files, 'file')}</span>
        </button>
      </h3>
      {open ? <Nodes nodes={files.nodes} chosen={chosen} {...rest} className="pb-2" /> : null}
    </section>
  )
}

interface NodesProps extends Omit<FileTreeProps, 'tree'> {
  readonly nodes: readonly FileNode[]
  readonly className?: string
}

function Nodes({ nodes, className, ...rest }: NodesProps) {
  return (
    <ul className={cn('ml-[7px] border-rule border-l pl-2.5', className)}>
      {nodes.map((node) => (
        <li key={node.path}>
          {node.entry ? (
            <FileLink entry={node.entry} name={node.name} {...rest} />
          ) : (
            <>
              <span className="flex min-h-7 items-center gap-2 text-ink-3 text-sm">
                <Icon name="folder" />
                {node.name}
              </span>
              <Nodes nodes={node.children} {...rest} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

interface FileLinkProps extends Omit<FileTreeProps, 'tree'> {
  readonly entry: FileEntryView
  readonly name: string
}

function FileLink({ entry, name, chosen, addressOf, onOpen }: FileLinkProps) {
  const current = entry === chosen
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen(entry)
  }
  return (
    <a
      href={addressOf(entry)}
      onClick={follow}
      aria-current={current ? 'page' : undefined}
      className="flex min-h-7 items-center gap-2 rounded px-1 text-ink-2 text-sm no-underline hover:bg-sunk hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-accent-wash aria-[current]:font-bold aria-[current]:text-accent max-sm:min-h-11"
    >
      <span className="min-w-0 flex-1 font-mono text-[0.75rem] [overflow-wrap:anywhere]">{name}</span>
      <span className="whitespace-nowrap font-normal text-ink-3 text-xs tabular-nums">{byteWords(entry.bytes)}</span>
    </a>
  )
}
