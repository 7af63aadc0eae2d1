'use client'

import { useTheme } from 'next-themes'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'

export const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
] as const

export function ThemeMenu() {
  const { theme, setTheme } = useTheme()
  return (
    <Menu trigger={<IconButton icon="theme" label="Theme" />}>
      <MenuChoice label="Theme" value={theme ?? 'system'} options={THEMES} onChange={setTheme} />
    </Menu>
  )
}
