'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { PlaceMessages } from './place-messages.tsx'

interface EntryProps {
  readonly path: string
  readonly title: ReactNode
  /** Plain words for buttons and undo: `the domain contoso.com`. */
  readonly name: string
  /** Why it can not be removed now. */
  readonly keep?: string | null
  readonly children: ReactNode
}

/** One entry of a list, with its fields, its findings and a way to remove it. */
export function Entry({ path, title, name, keep = null, children }: EntryProps) {
  const editor = useEditor()
  return (
    <article className="grid gap-4 border-rule border-t py-4 first:border-t-0 first:pt-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 flex-1 [overflow-wrap:anywhere]">{title}</h3>
        <Button
          size="small"
          variant="plain"
          icon="trash"
          blocked={keep}
          onClick={() => editor.change([{ type: 'remove', path }], `Remove ${name}`)}
          aria-label={`Remove ${name}`}
        >
          Remove
        </Button>
      </div>
      <PlaceMessages path={path} className="empty:hidden" />
      {children}
    </article>
  )
}
