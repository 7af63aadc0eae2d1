import type { Figure } from './plan-figures.ts'

/** Large numbers with what they mean, in ruled columns. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="mb-5 grid grid-cols-2 gap-y-3.5 sm:grid-cols-4">
      {figures.map(({ value, words }) => (
        <div
          key={words}
          className="flex flex-col border-rule border-l px-3.5 first:border-l-0 first:pl-0 max-sm:nth-3:border-l-0 max-sm:nth-3:pl-0"
        >
          <dt className="order-2 text-ink-3 text-sm">{words}</dt>
          <dd className="whitespace-nowrap font-bold text-xl">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
