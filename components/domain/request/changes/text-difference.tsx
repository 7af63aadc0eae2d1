import { compareLines, compareWords, type Piece } from './compare-lines.ts'

/** Two short texts, line by line: what went, then what came, words that differ marked. */
export function TextDifference({ before, after }: { readonly before: string; readonly after: string }) {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  return (
    <div className="whitespace-pre-wrap font-mono text-[0.78rem] leading-5 [overflow-wrap:anywhere]">
      {compareLines(old, fresh).map((pair) => {
        const was = pair.before === null ? null : (old[pair.before] ?? '')
        const is = pair.after === null ? null : (fresh[pair.after] ?? '')
        const key = `${pair.before} ${pair.after}`
        if (pair.same) return <p key={key}>{is}</p>
        const words = was !== null && is !== null ? compareWords(was, is) : null
        return (
          <div key={key}>
            {was === null || was === '' ? null : (
              <p className="bg-del-wash">
                <Sign sign="−" /> <Pieces pieces={words?.before ?? [{ text: was, changed: false }]} side="before" />
              </p>
            )}
            {is === null || is === '' ? null : (
              <p className="bg-add-wash">
                <Sign sign="+" /> <Pieces pieces={words?.after ?? [{ text: is, changed: false }]} side="after" />
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** Sign beside the wash: the difference is readable without colours, and aloud. */
export function Sign({ sign }: { readonly sign: '−' | '+' }) {
  return (
    <span className="select-none text-ink-2">
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{sign === '+' ? 'added:' : 'removed:'}</span>
    </span>
  )
}

/** The words of a line; a stronger wash under those that differ. */
export function Pieces({ pieces, side }: { readonly pieces: readonly Piece[]; readonly side: 'before' | 'after' }) {
  return pieces.map(({ text, changed }, index) =>
    changed ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line
        key={index}
        className={`text-inherit ${side === 'before' ? 'bg-del-mark' : 'bg-add-mark'}`}
      >
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
