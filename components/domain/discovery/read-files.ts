import { type NamedText, parseDiscoveries, type SourcedFile } from '#core/discovery/parse.ts'
import { MAX_DISCOVERY_BYTES } from '#core/discovery/schema.ts'
import { AppError } from '#core/errors/app-error.ts'

/** The part of a browser's File that is needed. */
export interface ReadableFile {
  readonly name: string
  readonly size: number
  readonly text: () => Promise<string>
}

export interface FilesRead {
  readonly outcome: 'read'
  readonly files: readonly SourcedFile[]
  readonly texts: readonly NamedText[]
}

export type FilesOutcome =
  | FilesRead
  | {
      readonly outcome: 'refused'
      readonly message: string
      /** What was read before stays. */
      readonly kept: FilesRead | null
    }

/** Reads the chosen files after those that were read before. One refused file refuses the choice, and what was read before stays; a huge one is not even read. */
export async function readFiles(chosen: readonly ReadableFile[], kept: FilesRead | null = null): Promise<FilesOutcome> {
  const refused = (message: string): FilesOutcome => ({ outcome: 'refused', message, kept })
  const huge = chosen.find(({ size }) => size > MAX_DISCOVERY_BYTES + 3)
  if (huge) {
    return refused(
      `${huge.name} was refused: it has ${huge.size} bytes, and no discovery file has more than ${MAX_DISCOVERY_BYTES}. Choose the file that Get-MimGmsaEnvironment.ps1 wrote.`,
    )
  }
  try {
    const texts = [...(kept?.texts ?? [])]
    for (const file of chosen) texts.push({ name: file.name, text: await file.text() })
    return { outcome: 'read', files: parseDiscoveries(texts), texts }
  } catch (error) {
    if (error instanceof AppError) return refused(error.userMessage)
    return refused('A file could not be read. Choose the files again.')
  }
}

/** The files that were read, whatever became of a later choice. */
export const readSoFar = (outcome: FilesOutcome | null): FilesRead | null =>
  outcome?.outcome === 'refused' ? outcome.kept : outcome
