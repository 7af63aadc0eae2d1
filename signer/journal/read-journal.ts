import { existsSync, readFileSync } from 'node:fs'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type JournalEntry, journalEntrySchema } from '#core/protocol/protocol.ts'
import { sha256Hex } from '#crypto/digest.ts'

export interface JournalLine {
  readonly sha256: string
  readonly entry: JournalEntry
}

export interface JournalContent {
  readonly lines: readonly JournalLine[]
  /** Bytes of the whole lines; what follows is a line whose writing was cut short. */
  readonly wholeBytes: number
  readonly tornBytes: number
}

/**
 * Reads and checks a journal: every line canonical and of a known shape, numbered from 0, chained by SHA-256, the genesis first
 * and only there. Throws AppError that names the line. A last line without its line end was never acknowledged and is left out.
 */
export function readJournal(path: string): JournalContent {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1
  const text = bytes.subarray(0, wholeBytes).toString('utf8')
  const lines: JournalLine[] = []
  for (const line of text.split('\n').slice(0, -1))
    lines.push(checkLine(line, lines.length, lines.at(-1)?.sha256 ?? null))
  return { lines, wholeBytes, tornBytes: bytes.length - wholeBytes }
}

function checkLine(line: string, seq: number, previous: string | null): JournalLine {
  const entry = parseLine(line, seq)
  if (entry.seq !== seq || entry.previous !== previous) throw broken(seq, 'does not follow the line before it')
  if ((entry.kind === 'genesis') !== (seq === 0))
    throw broken(seq, 'is a genesis in the wrong place, or none where one must be')
  return { sha256: sha256Hex(Buffer.from(line, 'utf8')), entry }
}

function parseLine(line: string, seq: number): JournalEntry {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw broken(seq, 'is not JSON')
  }
  const parsed = journalEntrySchema.safeParse(value)
  if (!parsed.success) throw broken(seq, 'is of an unknown shape')
  if (canonicalJson(parsed.data) !== line) throw broken(seq, 'is not in canonical form')
  return parsed.data
}

export function broken(seq: number, how: string): AppError {
  return new AppError(
    'INTERNAL',
    `The signer’s journal is damaged: entry ${seq} ${how}. Nothing was changed. Restore the folder from its backup.`,
  )
}
