import { Disclosure } from '#components/ui/disclosure.tsx'
import type { DemoSignIns } from '#server/people/demo-sign-ins.ts'

interface DemoPeopleProps {
  readonly demo: DemoSignIns
  readonly onChoose: (user: string) => void
}

/** The people of the demo; a click fills in name and passphrase. */
export function DemoPeople({ demo, onChoose }: DemoPeopleProps) {
  if (demo.people.length === 0) return null
  return (
    <Disclosure summary="Demo people" open>
      <p className="mb-2 text-ink-3 text-sm">
        One a role. A click fills in name and passphrase; all have <code>{demo.passphrase}</code>.
      </p>
      <ul className="grid gap-px">
        {demo.people.map(({ user, name, part }) => (
          <li key={user}>
            <button
              type="button"
              onClick={() => onChoose(user)}
              className="flex min-h-8 w-full cursor-pointer flex-wrap items-baseline gap-x-3 rounded border border-transparent px-2 py-1 text-left transition-colors hover:border-rule-2 hover:bg-sunk max-sm:min-h-11 max-sm:items-center -mx-2 box-content"
            >
              <span className="font-medium">{name}</span>
              <span className="text-ink-3 text-sm">{part}</span>
            </button>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
