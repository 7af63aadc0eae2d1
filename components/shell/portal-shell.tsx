'use client'

import { type ReactNode, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Me } from '#server/session/views.ts'
import { DemoBand } from './demo-band.tsx'
import { FindPalette } from './find-palette.tsx'
import { KeyboardMap } from './keyboard-map.tsx'
import { MainNav } from './main-nav.tsx'
import { Mark } from './mark.tsx'
import { PersonMenu } from './person-menu.tsx'
import { SignerLine } from './signer-line.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { useShortcuts } from './use-shortcuts.ts'

interface PortalShellProps {
  readonly me: Me
  readonly demo: boolean
  readonly version: string
  readonly children: ReactNode
}

/** Band, bar, page, foot. Before the person has an own passphrase there is nothing to navigate to. */
export function PortalShell({ me, demo, version, children }: PortalShellProps) {
  const [finding, setFinding] = useState(false)
  const [map, setMap] = useState(false)
  const closed = me.mustChangePassword
  useShortcuts({ roles: closed ? [] : me.roles, onFind: () => setFinding(!closed), onMap: () => setMap(true) })
  return (
    <div className="flex min-h-dvh flex-col max-sm:pb-[calc(3.75rem+env(safe-area-inset-bottom))]">
      {demo ? <DemoBand /> : null}
      <header data-print="hide" className="sticky top-0 z-20 border-rule border-b bg-sheet">
        <div className="mx-auto flex h-(--bar-height) max-w-[84rem] items-center gap-6 px-8 max-sm:px-4 max-md:gap-4">
          <Link
            href="/"
            className="flex items-center gap-2.5 whitespace-nowrap font-bold text-ink tracking-[-0.01em] no-underline hover:text-ink"
          >
            <Mark />
            MIM gMSA portal
          </Link>
          {closed ? null : <MainNav roles={me.roles} />}
          <div className="ml-auto flex items-center gap-2">
            {closed ? null : <FindButton onClick={() => setFinding(true)} />}
            <ThemeMenu />
            <PersonMenu me={me} onShortcuts={() => setMap(true)} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[84rem] px-8 pt-6 pb-4 outline-none max-sm:px-4 max-sm:pt-3.5"
      >
        {children}
      </main>
      <footer
        data-print="hide"
        className="mx-auto flex w-full max-w-[84rem] flex-wrap gap-x-5 gap-y-1 px-8 pb-10 text-sm max-sm:px-4"
      >
        {closed ? null : <SignerLine />}
        <span className="text-ink-3">Version {version}</span>
      </footer>
      <FindPalette open={finding} onOpenChange={setFinding} roles={me.roles} />
      <KeyboardMap open={map} onOpenChange={setMap} roles={me.roles} />
    </div>
  )
}

function FindButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-keyshortcuts="Control+K"
      className="relative flex h-8 w-54 cursor-pointer items-center gap-2 rounded border border-rule-2 bg-sunk pr-2 pl-2.5 text-ink-3 hover:border-ink hover:text-ink max-md:w-32 max-sm:size-9 max-sm:justify-center max-sm:p-0 max-sm:after:absolute max-sm:after:-inset-1"
    >
      <Icon name="search" />
      <span className="max-sm:sr-only">Find</span>
      <kbd className="ml-auto max-sm:hidden">Ctrl K</kbd>
    </button>
  )
}
