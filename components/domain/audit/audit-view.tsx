'use client'

import { useQuery } from '@tanstack/react-query'
import { useAddressState } from '#components/domain/filters/use-address-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead, Sheet } from '#components/ui/sheet.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { parseAuditQuery, writeAuditQuery } from './audit-query.ts'
import { EventMargin } from './event-margin.tsx'
import { EventPages } from './event-pages.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useEvents } from './use-events.ts'

const FORMAT = { parse: parseAuditQuery, write: writeAuditQuery }
const isNarrow = () => window.matchMedia('(width < 67.5rem)').matches

/** The audit trail. Filters, begin and the open event live in the address. */
export function AuditView() {
  const trpc = useTRPC()
  const [query, putQuery] = useAddressState(FORMAT)
  const facets = useQuery(trpc.audit.facets.queryOptions())
  const log = useEvents(query)
  const events = log.data?.pages.flatMap(({ rows }) => rows) ?? []
  const open = query.event === null ? events[0] : events.find(({ seq }) => seq === query.event)
  // On narrow screens the facts stand below the row, where a second click puts them away.
  const show = (seq: number) => putQuery({ ...query, event: query.event === seq && isNarrow() ? null : seq }, 'replace')
  return (
    <>
      <PageHead
        title="Audit trail"
        lead="Every change, refusal and download, in a log to which the portal only ever adds. Each event carries the hash of its own bytes."
        actions={<ExportMenu events={events} />}
      />
      <Sheet margin={<EventMargin event={open} pending={log.isPending} />} marginLabel="Facts of one event">
        <AuditFilters query={query} onQuery={putQuery} facets={facets.data} total={log.data?.pages[0]?.total} />
        {facets.error && !facets.data ? (
          <Notice kind="warn" live title="The lists of kinds and actors are missing" className="mx-6 mt-4 max-sm:mx-4">
            {errorWords(facets.error).message}
          </Notice>
        ) : null}
        {query.before === null ? null : (
          <Notice
            kind="info"
            className="mx-6 mt-4 max-sm:mx-4"
            action={
              <Button size="small" onClick={() => putQuery({ ...query, before: null, event: null })}>
                Newest events
              </Button>
            }
          >
            The list begins below event {query.before.toLocaleString('en')}; newer ones are not shown.
          </Notice>
        )}
        <EventPages log={log} events={events} query={query} onQuery={putQuery} onShow={show} />
      </Sheet>
    </>
  )
}
