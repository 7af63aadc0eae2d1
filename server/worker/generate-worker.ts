import { parentPort, workerData } from 'node:worker_threads'
import { generate } from '#core/generate/generate.ts'
import type { WorkerJob, WorkerMessage } from './worker-messages.ts'

// Runs in a thread of its own: the web process answers while a plan of hundreds of servers is made.
const { input, authority, staticFiles } = workerData as WorkerJob
const tell = (message: WorkerMessage) => parentPort?.postMessage(message)

tell({
  kind: 'made',
  result: generate(input, authority, staticFiles, (done, total) => tell({ kind: 'progress', done, total })),
})
