import type { useTRPCClient } from '#components/trpc/trpc.ts'
import type { BeginPorts } from './begin-request.ts'

/** The same calls, made for real. */
export const beginPorts = ({ requests, discovery }: ReturnType<typeof useTRPCClient>): BeginPorts => ({
  create: (input) => requests.create.mutate(input),
  draft: (input) => requests.draft.query(input),
  saveDraft: (input) => requests.saveDraft.mutate(input),
  keepFiles: (input) => discovery.import.mutate(input),
  sampleText: async (sample) => {
    const answer = await fetch(`/samples/${sample}.json`)
    if (!answer.ok) throw new Error(`the sample answered ${answer.status}`)
    return answer.text()
  },
})
