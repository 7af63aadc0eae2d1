'use client'

import { Switch } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Role } from '#core/workflow/states.ts'
import { pagesFor } from './pages.ts'
import { setSingleKeys, useSingleKeys } from './single-keys.ts'

interface KeyboardMapProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly roles: readonly Role[]
}

export function KeyboardMap({ open, onOpenChange, roles }: KeyboardMapProps) {
  const singleKeys = useSingleKeys()
  const letters: readonly (readonly [keys: readonly string[], does: string])[] = [
    [['?'], 'this map'],
    ...pagesFor(roles).map(({ key, label }) => [['g', key], `go to ${label}`] as const),
    [['j'], 'next row'],
    [['k'], 'previous row'],
  ]
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard">
      <dl className="mt-2 mb-4 grid grid-cols-[7rem_1fr] gap-y-2">
        <Line keys={['Ctrl K']} does="find pages and requests" />
        <Line keys={['Esc']} does="close what is open" />
        {letters.map(([keys, does]) => (
          <Line key={does} keys={keys} does={does} off={!singleKeys} />
        ))}
      </dl>
      <div className="border-rule border-t pt-3">
        <Switch
          label="Single letters are shortcuts"
          description="Off helps people who dictate. Kept in this browser."
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
      </div>
    </Dialog>
  )
}

function Line({ keys, does, off = false }: { keys: readonly string[]; does: string; off?: boolean }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid">
      <dt className="flex items-center gap-1.5">
        {keys.map((key, index) => (
          <span key={key} className="flex items-center gap-1.5">
            {index > 0 ? <span className="text-ink-3 text-sm">then</span> : null}
            <kbd>{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>
        {does}
        {off ? <span className="text-ink-3"> (off)</span> : null}
      </dd>
    </div>
  )
}
