/** More places are not told apart: a search that finds so many is too short. */
export const MAX_MATCHES = 2000

export interface Match {
  /** Counted from 0. */
  readonly line: number
  readonly from: number
  readonly to: number
}

export interface Piece {
  readonly text: string
  /** Number of the match that this piece is; null for the text between. */
  readonly match: number | null
}

/** Lines without their ends; the last line end makes no line of its own. */
export const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/)

/** Every place of a text in some lines, whatever the letter case; none for an empty search. */
export function findMatches(lines: readonly string[], wanted: string): Match[] {
  const needle = wanted.toLowerCase()
  const matches: Match[] = []
  if (needle === '') return matches
  for (const [line, text] of lines.entries()) {
    const hay = text.toLowerCase()
    // Some letters change their length with their case; then places would not fit the text.
    const searched = hay.length === text.length ? hay : text
    for (let from = searched.indexOf(needle); from >= 0; from = searched.indexOf(needle, from + needle.length)) {
      matches.push({ line, from, to: from + needle.length })
      if (matches.length === MAX_MATCHES) return matches
    }
  }
  return matches
}

/** A line cut at its matches. `first` is the number of the line's first match. */
export function cutLine(line: string, matches: readonly Match[], first: number): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [index, { from, to }] of matches.entries()) {
    if (from > at) pieces.push({ text: line.slice(at, from), match: null })
    pieces.push({ text: line.slice(from, to), match: first + index })
    at = to
  }
  if (at < line.length) pieces.push({ text: line.slice(at), match: null })
  return pieces
}
