import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type JournalEntry, journalEntrySchema } from '#core/protocol/protocol.ts'
import { digest } from '#core/statement/schemas.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { appendDurably, syncFolder, writeFileDurably } from './durable-file.ts'
import { broken, type JournalLine, readJournal } from './read-journal.ts'

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An entry without what the journal adds: number, time, link to the line before. */
export type NewEntry = DistributiveOmit<JournalEntry, 'seq' | 'at' | 'previous' | 'type'>

const headSchema = z.strictObject({ seq: z.int().min(0), sha256: digest })

/**
 * The signer's truth: one canonical JSON line per entry, append-only, each naming the SHA-256 of the one before. An entry is
 * on the disk before `append` returns. `head` beside it remembers the last entry, so that a shortened journal is noticed.
 */
export class Journal {
  readonly #file: number
  readonly #headPath: string
  readonly #lines: JournalLine[]
  readonly #clock: () => Date
  #bytes: number
  #failed = false
  #waiting: (() => void)[] = []
  #ending = false

  constructor(dir: string, clock: () => Date) {
    const path = join(dir, 'journal')
    this.#headPath = join(dir, 'head')
    this.#clock = clock
    const content = readJournal(path)
    checkHead(this.#headPath, content.lines)
    this.#file = openSync(path, 'a', 0o600)
    // A line cut short by a crash was never acknowledged: nobody knows of it.
    if (content.tornBytes > 0) ftruncateSync(this.#file, content.wholeBytes)
    syncFolder(dir)
    this.#lines = [...content.lines]
    this.#bytes = content.wholeBytes
    this.#writeHead()
  }

  get lines(): readonly JournalLine[] {
    return this.#lines
  }

  /** Adds an entry and yields it once it is durable. Refuses when the file was changed behind its back. */
  append(entry: NewEntry): JournalLine {
    if (this.#failed || fstatSync(this.#file).size !== this.#bytes) {
      throw new AppError(
        'INTERNAL',
        'The signer’s journal was changed by something else, or a write failed. Restart the signer.',
      )
    }
    const line = this.#seal(entry)
    const text = `${canonicalJson(line.entry)}\n`
    this.#failed = true
    appendDurably(this.#file, text)
    this.#bytes += Buffer.byteLength(text)
    this.#lines.push(line)
    this.#writeHead()
    this.#failed = false
    for (const wake of this.#waiting.splice(0)) wake()
    return line
  }

  #seal(entry: NewEntry): JournalLine {
    const sealed = journalEntrySchema.parse({
      ...entry,
      type: 'mim-gmsa/journal/1',
      seq: this.#lines.length,
      at: this.#clock().toISOString(),
      previous: this.#lines.at(-1)?.sha256 ?? null,
    })
    return { sha256: sha256Hex(Buffer.from(canonicalJson(sealed), 'utf8')), entry: sealed }
  }

  #writeHead(): void {
    const last = this.#lines.at(-1)
    if (last) writeFileDurably(this.#headPath, canonicalJson({ seq: last.entry.seq, sha256: last.sha256 }))
  }

  /** Resolves with the next append, with `stop`, or after `milliseconds`. */
  async wait(milliseconds: number): Promise<void> {
    if (this.#ending) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      timer = setTimeout(resolve, milliseconds)
    })
    clearTimeout(timer)
  }

  /** Answers everybody who waits, now and from now on. */
  stopWaiting(): void {
    this.#ending = true
    for (const wake of this.#waiting.splice(0)) wake()
  }

  stop(): void {
    this.stopWaiting()
    closeSync(this.#file)
  }
}

// One line more than the head names is a crash between the two writes; fewer, or another line, is not.
function checkHead(path: string, lines: readonly JournalLine[]): void {
  if (!existsSync(path)) {
    if (lines.length > 1) throw broken(lines.length - 1, 'has no head beside it')
    return
  }
  const head = headSchema.safeParse(parseJson(readFileSync(path, 'utf8')))
  if (!head.success) throw broken(lines.length, 'can not be compared: its head is unreadable')
  const { seq, sha256 } = head.data
  if (lines[seq]?.sha256 !== sha256) throw broken(seq, 'was written once and is missing or another one now')
  if (lines.length > seq + 2) throw broken(seq + 2, 'was not written by the signer')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
