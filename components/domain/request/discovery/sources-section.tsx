'use client'

import { useQuery } from '@tanstack/react-query'
import { discoveryPlace } from '#components/domain/discovery/words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DigestText } from '#components/ui/digest.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SourcesView, SourceView } from '#server/discovery/views.ts'
import { useRequest } from '../data/request-provider.tsx'

/** Which facts of the shown revision came from which discovery file. */
export function SourcesSection() {
  const { view } = useRequest()
  const trpc = useTRPC()
  const sources = useQuery(trpc.discovery.sources.queryOptions({ id: view.id, revision: view.revision }))
  return (
    <Section title="Where the facts come from" end={`revision ${view.revision}`}>
      {sources.error && !sources.data ? (
        <QueryError
          title="The sources cannot be shown."
          error={sources.error}
          onRetry={() => sources.refetch()}
          busy={sources.isFetching}
        />
      ) : null}
      {sources.isPending ? <Skeleton label="Reading the sources" lines={4} /> : null}
      {sources.data?.files.length === 0 ? (
        <EmptyState title="Typed by people">No discovery file was taken into this request.</EmptyState>
      ) : null}
      {sources.data && sources.data.files.length > 0 ? (
        <>
          <p className="mb-2 max-w-[72ch] text-ink-2">
            A fact stands with a file as long as the form says what the file says. Everything else was typed, or changed
            after the import.
          </p>
          {sources.data.files.map((file) => (
            <SourceFile key={file.sha256} file={file} environment={sources.data.environment} />
          ))}
        </>
      ) : null}
    </Section>
  )
}

interface SourceFileProps {
  readonly file: SourceView
  readonly environment: SourcesView['environment']
}

function SourceFile({ file, environment }: SourceFileProps) {
  const { sha256, name, host, kind, runAt, runBy, takenAt, takenBy, paths, encryptionCertificates } = file
  const places = [...new Set(paths.map((path) => discoveryPlace(environment, path)))]
  return (
    <Disclosure summary={`${kind === 'host' ? host : 'Directory'}: ${places.length} facts, ${name}`}>
      <p className="text-ink-2 text-sm [overflow-wrap:anywhere]">
        Written <Time value={runAt} /> by {runBy} on {host}; taken over <Time value={takenAt} /> by {takenBy.name}.
      </p>
      <p className="mt-1 text-sm">
        SHA-256 <DigestText digest={sha256} short /> <CopyButton text={sha256} what={`the SHA-256 of ${name}`} />
      </p>
      {encryptionCertificates.map((certificate) => (
        <p key={certificate.sha256} className="mt-1 text-sm [overflow-wrap:anywhere]">
          Certificate for encrypting to this host: {certificate.subject}, SHA-256{' '}
          <DigestText digest={certificate.sha256} short />
        </p>
      ))}
      <ul className="mt-2 columns-1 gap-6 text-sm sm:columns-2">
        {places.map((place) => (
          <li key={place} className="py-0.5 [overflow-wrap:anywhere]">
            {place}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
