'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useDeferredValue } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { STATE_LOOK } from '#components/ui/state-badge.tsx'
import type { Role } from '#core/workflow/states.ts'
import { leave } from './leave.ts'
import { pagesFor } from './pages.ts'
import type { PaletteEntry, PaletteGroupContent } from './palette-group.tsx'
import { THEMES } from './theme-menu.tsx'

const MOST = 6

interface Search {
  readonly text: string
  readonly roles: readonly Role[]
  readonly onDone: () => void
}

/** What fits the text: requests first, then pages, then what can be done in this browser. Empty groups are left out. */
export function usePaletteGroups({ text, roles, onDone }: Search): readonly PaletteGroupContent[] {
  const router = useRouter()
  const { setTheme } = useTheme()
  const wanted = text.trim().toLowerCase()
  const fits = (words: string) => words.toLowerCase().includes(wanted)
  const go = (href: string) => () => {
    onDone()
    router.push(href)
  }
  const pages = [
    ...pagesFor(roles),
    ...(roles.includes('requester') ? [{ href: '/requests/new', label: 'New request', icon: 'plus' as const }] : []),
    { href: '/account', label: 'Account and passphrase', icon: 'person' as const },
  ]
    .filter(({ label }) => fits(label))
    .map(({ href, label, icon }): PaletteEntry => ({ id: `page ${href}`, icon, label, run: go(href) }))
  const deeds: PaletteEntry[] = THEMES.filter(({ label }) => fits(`theme ${label}`)).map(({ value, label }) => ({
    id: `theme ${value}`,
    icon: 'theme',
    label: `Theme: ${label.toLowerCase()}`,
    run: () => {
      setTheme(value)
      onDone()
    },
  }))
  if (fits('sign out')) deeds.push({ id: 'sign out', icon: 'right', label: 'Sign out', run: leave })
  const rest = [
    { heading: 'Pages', entries: pages },
    { heading: 'This browser', entries: deeds },
  ]
  return [useRequests(wanted, go), ...rest.filter(({ entries }) => entries.length > 0)]
}

function useRequests(search: string, go: (href: string) => () => void): PaletteGroupContent {
  const trpc = useTRPC()
  const asked = useDeferredValue(search)
  const { data, error } = useQuery(
    trpc.requests.list.queryOptions(
      { ...(asked ? { search: asked } : {}), sort: { by: 'changed', direction: 'desc' }, page: 1, pageSize: MOST },
      { placeholderData: keepPreviousData },
    ),
  )
  const heading = asked ? 'Requests' : 'Requests changed last'
  if (!data) return { heading, entries: [], said: error ? errorWords(error).message : 'Looking …' }
  const entries = data.rows.map(
    ({ id, title, state, environmentName }): PaletteEntry => ({
      id: `request ${id}`,
      icon: STATE_LOOK[state].icon,
      label: (
        <>
          <code>{id}</code> {title || environmentName || 'No title yet'}
        </>
      ),
      end: state,
      run: go(`/requests/${id}`),
    }),
  )
  const none = asked ? `No request that you may see fits “${asked}”.` : 'No request yet.'
  return { heading, entries, said: entries.length === 0 ? none : undefined }
}
