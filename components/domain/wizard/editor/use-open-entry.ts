'use client'

import { useState } from 'react'
import { positionIn } from '../model/place.ts'
import { useEditor } from './draft-editor.ts'

/** Which entry of a list is opened for editing; it opens for the place that shall be revealed. Null: none. */
export function useOpenEntry(list: string): [open: number | null, setOpen: (index: number | null) => void] {
  const { reveal } = useEditor()
  const [open, setOpen] = useState(() => (reveal === null ? null : positionIn(list, reveal.path)))
  const [seen, setSeen] = useState(reveal)
  if (seen !== reveal) {
    setSeen(reveal)
    const position = reveal === null ? null : positionIn(list, reveal.path)
    if (position !== null) setOpen(position)
  }
  return [open, setOpen]
}
