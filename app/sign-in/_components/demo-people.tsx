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
        A click fills in name and passphrase. All have <code className="whitespace-nowrap">{demo.passphrase}</code>.
      </p>
      <ul>
        {demo.people.map(({ user, name, part }) => (
          <li key={user}>
            <button
              type="button"
              onClick={() => onChoose(user)}
              className="-mx-[9px] flex min-h-8 w-[calc(100%+18px)] cursor-pointer flex-wrap items-center gap-x-3 rounded border border-transparent px-2 py-[5px] text-left transition-colors hover:border-rule-2 hover:bg-sunk max-sm:min-h-11"
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
