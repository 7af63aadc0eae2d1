'use client'

import { useState } from 'react'
import { positionIn } from '../model/place.ts'
import { useEditor } from './draft-editor.ts'

/** The page of a long list that is shown; it turns to the entry that shall be revealed. Counts from 1. */
export function usePageOf(list: string, pageSize: number): [page: number, setPage: (page: number) => void] {
  const { reveal } = useEditor()
  const [page, setPage] = useState(() => pageOf(list, pageSize, reveal?.path) ?? 1)
  const [seen, setSeen] = useState(reveal)
  if (seen !== reveal) {
    setSeen(reveal)
    setPage(pageOf(list, pageSize, reveal?.path) ?? page)
  }
  return [page, setPage]
}

function pageOf(list: string, pageSize: number, path: string | undefined): number | null {
  const position = path === undefined ? null : positionIn(list, path)
  return position === null ? null : Math.floor(position / pageSize) + 1
}
