'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { Dialog } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { IconName } from '#components/ui/icon-paths.tsx'
import { STATE_LOOK } from '#components/ui/state-badge.tsx'
import { useReturnFocus } from '#components/ui/use-return-focus.ts'
import type { Role } from '#core/workflow/states.ts'
import { leave } from './leave.ts'
import { pagesFor } from './pages.ts'
import { THEMES } from './theme-menu.tsx'

interface FindPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly roles: readonly Role[]
}

/** Ctrl K: pages, requests, theme, sign out. */
export function FindPalette({ open, onOpenChange, roles }: FindPaletteProps) {
  const focus = useReturnFocus()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Dialog.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-[35rem] -translate-x-1/2 animate-appear overflow-hidden rounded border border-rule-2 bg-raised shadow-float focus:outline-none max-sm:top-4"
        >
          <Dialog.Title className="sr-only">Find</Dialog.Title>
          <Finder roles={roles} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder({ roles, onDone }: { readonly roles: readonly Role[]; readonly onDone: () => void }) {
  const router = useRouter()
  const { setTheme } = useTheme()
  const [text, setText] = useState('')
  const go = (href: string) => {
    onDone()
    router.push(href)
  }
  const wanted = text.trim().toLowerCase()
  const fits = (words: string) => words.toLowerCase().includes(wanted)
  const pages = [
    ...pagesFor(roles),
    ...(roles.includes('requester') ? [{ href: '/requests/new', label: 'New request', icon: 'plus' as const }] : []),
    { href: '/account', label: 'Account and passphrase', icon: 'person' as const },
  ].filter(({ label }) => fits(label))
  const themes = THEMES.filter(({ label }) => fits(`theme ${label}`))
  return (
    <Command label="Find" shouldFilter={false} loop>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Number, title or page"
        className="min-h-[46px] w-full border-rule border-b bg-raised px-3.5 text-[1rem] focus-visible:-outline-offset-2"
      />
      <Command.List label="Results" className="max-h-[min(60vh,26rem)] overflow-y-auto py-1">
        <Requests search={wanted} onGo={go} />
        {pages.length > 0 ? (
          <Group heading="Pages">
            {pages.map(({ href, label, icon }) => (
              <Item key={href} value={`page ${href}`} icon={icon} onSelect={() => go(href)}>
                {label}
              </Item>
            ))}
          </Group>
        ) : null}
        {themes.length > 0 || fits('sign out') ? (
          <Group heading="This browser">
            {themes.map(({ value, label }) => (
              <Item
                key={value}
                value={`theme ${value}`}
                icon="theme"
                onSelect={() => {
                  setTheme(value)
                  onDone()
                }}
              >
                Theme: {label.toLowerCase()}
              </Item>
            ))}
            {fits('sign out') ? (
              <Item value="sign out" icon="right" onSelect={leave}>
                Sign out
              </Item>
            ) : null}
          </Group>
        ) : null}
      </Command.List>
    </Command>
  )
}

function Requests({ search, onGo }: { readonly search: string; readonly onGo: (href: string) => void }) {
  const trpc = useTRPC()
  const asked = useDeferredValue(search)
  const query = useQuery(
    trpc.requests.list.queryOptions(
      { ...(asked ? { search: asked } : {}), sort: { by: 'changed', direction: 'desc' }, page: 1, pageSize: 6 },
      { placeholderData: keepPreviousData },
    ),
  )
  const heading = asked ? 'Requests' : 'Requests changed last'
  if (query.isError) return <Said heading={heading}>{errorWords(query.error).message}</Said>
  if (!query.data) return <Said heading={heading}>Looking …</Said>
  if (query.data.rows.length === 0)
    return <Said heading={heading}>{asked ? `No request has “${asked}” in number or title.` : 'No request yet.'}</Said>
  return (
    <Group heading={heading}>
      {query.data.rows.map(({ id, title, state, environmentName }) => (
        <Item
          key={id}
          value={`request ${id}`}
          icon={STATE_LOOK[state].icon}
          end={state}
          onSelect={() => onGo(`/requests/${id}`)}
        >
          <code>{id}</code> {title || environmentName || 'No title yet'}
        </Item>
      ))}
    </Group>
  )
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  )
}

function Said({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <div className="px-3.5 pt-2 pb-1">
      <p className="text-ink-3 text-xs">{heading}</p>
      <p role="status" className="py-1.5 text-ink-2">
        {children}
      </p>
    </div>
  )
}

interface ItemProps {
  readonly value: string
  readonly icon: IconName
  readonly children: ReactNode
  readonly end?: string
  readonly onSelect: () => void
}

function Item({ value, icon, children, end, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 px-3.5 py-2 max-sm:min-h-11 data-[selected=true]:bg-accent-wash data-[selected=true]:shadow-[inset_3px_0_0_var(--color-accent)]"
    >
      <Icon name={icon} />
      <span className="min-w-0 truncate">{children}</span>
      {end ? <span className="ml-auto whitespace-nowrap text-ink-3 text-sm">{end}</span> : null}
    </Command.Item>
  )
}
