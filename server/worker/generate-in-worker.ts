import { Worker } from 'node:worker_threads'
import type { Generated, Refused } from '#core/generate/types.ts'
import type { WorkerJob, WorkerMessage } from './worker-messages.ts'

/** Long enough for the largest environment on a busy machine. */
const MAX_MS = 10 * 60_000

/** `progress` hears of every target, and ends the work by answering `stop`. */
export type Progress = (done: number, total: number) => 'go-on' | 'stop'

/** Generates off this thread. Null when `progress` stopped it; rejects when the worker failed or took too long. */
export function generateInWorker(job: WorkerJob, progress: Progress): Promise<Generated | Refused | null> {
  // The bundler finds the worker by this literal form only.
  const worker = new Worker(new URL('./generate-worker.ts', import.meta.url), { workerData: job })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Error(`generation took longer than ${MAX_MS} ms`))), MAX_MS)
    function end(settle: () => void): void {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'made') end(() => resolve(message.result))
      else if (progress(message.done, message.total) === 'stop') end(() => resolve(null))
    })
    worker.once('error', (error) => end(() => reject(error)))
    worker.once('exit', (code) => end(() => reject(new Error(`the worker ended with code ${code}`))))
  })
}
