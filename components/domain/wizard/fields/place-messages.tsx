'use client'

import { FieldMessages } from '#components/ui/field.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { placeMessages } from '../editor/use-field.ts'
import { placeId } from '../model/place.ts'

/** What rules say about a place that has no control of its own: a list, an entry, a group. "Go to field" ends here. */
export function PlaceMessages({ path, className }: { readonly path: string; readonly className?: string }) {
  const messages = placeMessages(useEditor(), path)
  return (
    <div id={placeId(path)} tabIndex={-1} className={className}>
      {messages.length > 0 ? <FieldMessages messages={messages} /> : null}
    </div>
  )
}
