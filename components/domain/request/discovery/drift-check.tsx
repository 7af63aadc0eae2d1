'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DiscoveryFiles } from '#components/domain/discovery/discovery-files.tsx'
import { type FilesOutcome, readSoFar } from '#components/domain/discovery/read-files.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useRequest } from '../data/request-provider.tsx'

/** Files of a run of today; the portal compares them and keeps the report. */
export function DriftCheck({ onChecked }: { readonly onChecked: (report: number) => void }) {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<FilesOutcome | null>(null)
  const check = useMutation(
    trpc.discovery.checkDrift.mutationOptions({
      onSuccess: ({ number }) => {
        setOutcome(null)
        onChecked(number)
        void queries.invalidateQueries({ queryKey: trpc.discovery.drifts.queryKey() })
        void queries.invalidateQueries({ queryKey: trpc.requests.history.queryKey() })
      },
    }),
  )
  const texts = readSoFar(outcome)?.texts ?? []
  return (
    <div className="max-w-3xl">
      <DiscoveryFiles
        outcome={outcome}
        refusal={outcome?.outcome === 'refused' ? outcome.message : null}
        onOutcome={setOutcome}
      />
      {check.error ? (
        <Notice kind="error" title="No report was made" live className="mt-3">
          <p>{errorWords(check.error).message} The files are still chosen.</p>
        </Notice>
      ) : null}
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button
          variant="main"
          blocked={texts.length === 0 ? 'Choose discovery files first.' : null}
          busy={check.isPending}
          busyLabel="Comparing"
          onClick={() => check.mutate({ id: latest.id, files: [...texts] })}
        >
          Compare with what was approved
        </Button>
      </div>
    </div>
  )
}
