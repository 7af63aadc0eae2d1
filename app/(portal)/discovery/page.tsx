import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { PageHead, Sheet } from '#components/ui/sheet.tsx'
import { viewScript } from '#server/discovery/read-script.ts'
import { RunIt } from './_components/run-it.tsx'
import { ScriptFacts } from './_components/script-facts.tsx'
import { WhatItDoes } from './_components/what-it-does.tsx'

export const metadata: Metadata = { title: 'Discovery' }

export default async function DiscoveryPage() {
  const actor = await pageActor('/discovery')
  const script = viewScript({ actor })
  return (
    <>
      <PageHead
        title="Discovery"
        lead="A read-only script asks the MIM hosts and the directory what the form asks you. Its files fill a request, and show before the window what has changed since the approval."
      />
      <Sheet margin={<ScriptFacts script={script} />} marginLabel="The script">
        <WhatItDoes />
        <RunIt sha256={script.sha256} />
      </Sheet>
    </>
  )
}
