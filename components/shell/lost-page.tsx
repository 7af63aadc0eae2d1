import type { ReactNode } from 'react'
import { Section, Sheet } from '#components/ui/sheet.tsx'

interface LostPageProps {
  readonly title: string
  readonly happened: ReactNode
  readonly safe: ReactNode
  readonly todo: ReactNode
  /** Words for the log, in small print. */
  readonly reference?: string | undefined
}

/** A page that is not what was asked for: what happened, what is safe, what to do. */
export function LostPage({ title, happened, safe, todo, reference }: LostPageProps) {
  return (
    <>
      <h1 className="mb-4">{title}</h1>
      <Sheet>
        <div className="grid sm:grid-cols-3 sm:*:pt-6">
          <Section title="What happened">{happened}</Section>
          <Section title="What is safe">{safe}</Section>
          <Section title="What to do">{todo}</Section>
        </div>
      </Sheet>
      {reference ? (
        <p className="mt-3 text-ink-3 text-sm">
          For the log: <code>{reference}</code>
        </p>
      ) : null}
    </>
  )
}
