import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { IconName } from '#components/ui/icon-paths.tsx'

export interface PaletteEntry {
  readonly id: string
  readonly icon: IconName
  readonly label: ReactNode
  readonly end?: string
  readonly run: () => void
}

export interface PaletteGroupContent {
  readonly heading: string
  readonly entries: readonly PaletteEntry[]
  /** Stands where the entries would: still looking, nothing found, not answered. */
  readonly said?: string | undefined
}

export function PaletteGroup({ heading, entries, said }: PaletteGroupContent) {
  if (said !== undefined)
    return (
      <div className="px-3.5 pt-2 pb-1">
        <p className="text-ink-3 text-xs">{heading}</p>
        <p role="status" className="py-1.5 text-ink-2">
          {said}
        </p>
      </div>
    )
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {entries.map(({ id, icon, label, end, run }) => (
        <Command.Item
          key={id}
          value={id}
          onSelect={run}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 px-3.5 py-2 data-[selected=true]:bg-accent-wash data-[selected=true]:shadow-[inset_3px_0_0_var(--color-accent)] max-sm:min-h-11"
        >
          <Icon name={icon} />
          <span className="min-w-0 truncate">{label}</span>
          {end ? <span className="ml-auto whitespace-nowrap text-ink-3 text-sm">{end}</span> : null}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
