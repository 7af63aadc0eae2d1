import { memo } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { cutLine, type Match } from './search-text.ts'

const CHUNK = 200

interface FileLinesProps {
  readonly lines: readonly string[]
  readonly matches: readonly Match[]
  readonly active: number
}

/** Lines in chunks, of which the browser lays out only what is near the screen. */
export function FileLines({ lines, matches, active }: FileLinesProps) {
  const chunks = Array.from({ length: Math.ceil(lines.length / CHUNK) }, (_, index) => index * CHUNK)
  return (
    <pre className="w-max min-w-full py-2 text-[0.78rem] leading-5 [tab-size:4]">
      {chunks.map((first) => {
        const begin = matches.findIndex(({ line }) => line >= first)
        const own = matches.filter(({ line }) => line >= first && line < first + CHUNK)
        const here = active >= begin && active < begin + own.length ? active : null
        return (
          <Chunk
            key={first}
            first={first}
            text={lines.slice(first, first + CHUNK).join('\n')}
            matches={own}
            firstMatch={begin}
            active={here}
          />
        )
      })}
    </pre>
  )
}

interface ChunkProps {
  readonly first: number
  /** One text instead of an array: equal texts are equal props. */
  readonly text: string
  readonly matches: readonly Match[]
  readonly firstMatch: number
  readonly active: number | null
}

const sameChunk = (a: ChunkProps, b: ChunkProps): boolean =>
  a.text === b.text && a.active === b.active && a.matches.length === 0 && b.matches.length === 0

const Chunk = memo(function Chunk({ first, text, matches, firstMatch, active }: ChunkProps) {
  const lines = text.split('\n')
  const byLine = Map.groupBy(matches.entries().toArray(), ([, { line }]) => line - first)
  return (
    <code
      className="code-lines block whitespace-pre text-[1em] [content-visibility:auto]"
      style={
        {
          '--first-line': first,
          containIntrinsicSize: `auto 60rem auto ${lines.length * 1.25}rem`,
        } as React.CSSProperties
      }
    >
      {lines.map((line, index) => {
        const own = byLine.get(index)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={index}>
            {own
              ? cutLine(
                  line,
                  own.map(([, match]) => match),
                  firstMatch + (own[0]?.[0] ?? 0),
                ).map((piece, part) =>
                  piece.match === null ? (
                    piece.text
                  ) : (
                    <mark
                      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line
                      key={part}
                      data-match={piece.match}
                      className={cn(
                        'rounded-[2px] text-inherit',
                        piece.match === active ? 'bg-accent text-on-accent' : 'bg-warn-wash outline outline-warn',
                      )}
                    >
                      {piece.text}
                    </mark>
                  ),
                )
              : line}
          </span>
        )
      })}
    </code>
  )
}, sameChunk)
