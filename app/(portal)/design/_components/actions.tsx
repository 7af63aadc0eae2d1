'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState, ErrorState } from '#components/ui/empty-state.tsx'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'

export function Actions() {
  const [asking, setAsking] = useState(false)
  const [page, setPage] = useState(2)
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap gap-2.5">
        <Button variant="main">Approve</Button>
        <Button icon="download">Download</Button>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Withdraw…
        </Button>
        <Button variant="plain" icon="plus" onClick={() => toast({ text: 'Name added.', undo: { onUndo: () => {} } })}>
          Add a name
        </Button>
        <Button size="small">Small</Button>
        <Button busy>Saving …</Button>
        <Tooltip text="Four servers, two replicas">
          <Button variant="plain">6 servers</Button>
        </Tooltip>
        <Button blocked="1 error is left: N02 on RST">Submit</Button>
      </div>
      <Notice kind="info">MG-0042 waits for Information security until Tue 24 Nov, 18:00 CET.</Notice>
      <Notice kind="warn" title="Petr Havel saved first">
        Both versions are kept. Look at the differences, then choose.
      </Notice>
      <Notice kind="ok" title="Signed">
        Five bundles are ready to download.
      </Notice>
      <ErrorState title="The signer does not answer." onRetry={() => {}} retryLabel="Try now">
        MG-0042 stays approved. The portal tries again by itself. Nothing is lost.
      </ErrorState>
      <EmptyState title="No request waits for you">New ones appear here by themselves.</EmptyState>
      <Skeleton label="Loading 4 requests" className="max-w-96" />
      <Disclosure summary="10 targets, one sentence each">directory, client, and eight servers.</Disclosure>
      <Disclosure look="inline" summary="Why">
        Because a plan without a window cannot be run.
      </Disclosure>
      <Pagination page={page} pageSize={25} total={140} noun="requests" onPage={setPage} />
      <IrreversibleDialog
        open={asking}
        onOpenChange={setAsking}
        title="Withdraw MG-0042 revision 3?"
        ends={['Nobody can decide on revision 3 any more.', 'The approval of AD operations is void.']}
        stays={['The environment: you can edit it as revision 4.', 'Everything in the audit trail.']}
        reasonLabel="Reason, for the audit trail"
        typeToConfirm="MG-0042"
        safeLabel="Keep the request"
        actionLabel="Withdraw revision 3"
        onConfirm={() => setAsking(false)}
      />
    </div>
  )
}
