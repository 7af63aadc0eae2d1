import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { IconName } from '#components/ui/icon-paths.tsx'
import { Link } from '#components/ui/link.tsx'
import { TONE_TEXT } from '#components/ui/tone.ts'
import type { Reminder } from './words.ts'

const ICONS: Readonly<Record<Reminder['tone'], IconName>> = { wait: 'wait', warn: 'warning', err: 'error' }

export function Remember({ reminders }: { readonly reminders: readonly Reminder[] }) {
  return (
    <ul>
      {reminders.map(({ tone, title, text, link }) => (
        <li key={title} className="flex gap-2.5 border-rule border-t py-3 first:border-t-0 first:pt-0">
          <Icon name={ICONS[tone]} className={cn('mt-0.5', TONE_TEXT[tone])} />
          <div className="min-w-0">
            <p>
              <strong>{title}</strong> {text}
            </p>
            {link ? (
              <p className="mt-1 text-sm">
                <Link href={link.href}>{link.label}</Link>
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}
