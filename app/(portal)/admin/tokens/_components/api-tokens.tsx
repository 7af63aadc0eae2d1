'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { TokenDialog } from './token-dialog.tsx'
import { TokensTable } from './tokens-table.tsx'

export function ApiTokens() {
  const trpc = useTRPC()
  const tokens = useQuery(trpc.apiTokens.list.queryOptions())
  const [asking, setAsking] = useState(false)
  const open = tokens.data?.filter(({ state }) => state === 'open').length
  return (
    <>
      <PageHead
        title="API tokens"
        lead={
          <>
            For programs. A token works in the name of a person, never with more than that person’s roles, and never
            decides. <Link href="/api/v1/openapi.json">The interface as OpenAPI document</Link>
          </>
        }
        actions={
          <Button variant="main" icon="plus" onClick={() => setAsking(true)}>
            Make a token…
          </Button>
        }
      />
      <Sheet>
        <Section title="Tokens" end={open === undefined ? undefined : `${open} open`}>
          {tokens.isError && !tokens.data ? (
            <QueryError
              title="The tokens cannot be shown."
              error={tokens.error}
              onRetry={() => tokens.refetch()}
              busy={tokens.isFetching}
            />
          ) : (
            <TokensTable tokens={tokens.data} />
          )}
        </Section>
      </Sheet>
      {asking ? <TokenDialog onClose={() => setAsking(false)} /> : null}
    </>
  )
}
