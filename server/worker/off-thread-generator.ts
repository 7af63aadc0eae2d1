import { readStaticFiles } from '#crypto/release/static-files.ts'
import type { PrepareServices } from '#server/requests/preparation/prepare-services.ts'
import { generateInWorker } from './generate-in-worker.ts'

/** The generator of the web process. `root` is the folder of the installed release. */
export function offThreadGenerator(root: string): PrepareServices['generate'] {
  return (input, authority, progress) =>
    generateInWorker({ input, authority, staticFiles: readStaticFiles(root) }, progress)
}
