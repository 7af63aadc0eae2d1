'use client'

import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuItem, MenuRule } from '#components/ui/menu.tsx'
import type { Me } from '#server/session/views.ts'
import { leave } from './leave.ts'
import { roleLine } from './role-words.ts'

interface PersonMenuProps {
  readonly me: Me
  readonly onShortcuts: () => void
}

export function PersonMenu({ me, onShortcuts }: PersonMenuProps) {
  const roles = roleLine(me.roles, me.groups)
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="relative flex min-h-9 min-w-9 max-w-64 cursor-pointer items-center justify-center gap-2 rounded text-left text-sm leading-[15px] hover:text-accent-hover max-sm:after:absolute max-sm:after:-inset-1 md:border-rule md:border-l md:pl-3"
        >
          <Icon name="person" />
          <span className="min-w-0 max-md:sr-only">
            <span className="block truncate">{me.name}</span>
            <span className="block truncate text-ink-3 text-xs leading-[15px]">{roles}</span>
            <span className="sr-only">: account and sign-out</span>
          </span>
        </button>
      }
    >
      <div className="px-3 pt-1.5 pb-2">
        <p className="font-medium">{me.name}</p>
        <p className="text-ink-3 text-sm">{roles}</p>
        <p className="mt-0.5 text-ink-3 text-sm">
          Signed in as <code>{me.user}</code>
        </p>
      </div>
      <MenuRule />
      <MenuItem icon="person" href="/account">
        Account and passphrase
      </MenuItem>
      <MenuItem icon="keyboard" onSelect={onShortcuts}>
        Keyboard
      </MenuItem>
      <MenuRule />
      <MenuItem icon="right" onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
