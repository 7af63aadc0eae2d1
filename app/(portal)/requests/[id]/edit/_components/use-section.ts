'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Reveal } from '#components/domain/wizard/editor/draft-editor.ts'
import type { Root } from '#components/domain/wizard/model/draft.ts'
import { type SectionId, sectionIn, sectionsOf } from '#components/domain/wizard/model/sections.ts'
import type { Environment } from '#core/environment/environment.ts'
import { focusPlace } from './focus-place.ts'

const sectionNamed = (environment: Environment, name: string | null): SectionId =>
  sectionsOf(environment).find(({ id }) => id === name)?.id ?? 'case'

/** The open section, kept in the address, and the place in it that was asked for. */
export function useSection(environment: Environment) {
  const named = useSearchParams().get('section')
  const [section, setSection] = useState<SectionId>(() => sectionNamed(environment, named))
  const [seen, setSeen] = useState(named)
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const headingRef = useRef<HTMLSpanElement>(null)
  const isFirst = useRef(true)
  if (named !== seen) {
    setSeen(named)
    setSection(sectionNamed(environment, named))
  }
  const hrefOf = (id: SectionId): string => `?section=${id}`
  const open = (id: SectionId) => {
    if (id === section) return
    setSection(id)
    // The draft lives in this page: going to the server for another section would only cost time.
    window.history.pushState(null, '', hrefOf(id))
  }
  const goToSection = (id: SectionId) => {
    setReveal(null)
    open(id)
  }
  const goToPlace = (path: string, root: Root = 'environment') => {
    open(root === 'case' ? 'case' : sectionIn(environment, path))
    setReveal({ root, path })
  }
  useEffect(() => {
    if (reveal === null) return
    const frame = requestAnimationFrame(() => focusPlace(reveal))
    return () => cancelAnimationFrame(frame)
  }, [reveal])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another section moves the focus to its heading
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    if (reveal !== null) return
    window.scrollTo({ top: 0 })
    headingRef.current?.focus({ preventScroll: true })
  }, [section])
  return { section, reveal, headingRef, hrefOf, goToSection, goToPlace }
}
