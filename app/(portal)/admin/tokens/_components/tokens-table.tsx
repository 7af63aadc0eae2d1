'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, EmptyRow, HeaderCell, LoadingRows, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time, ZoneName } from '#components/ui/time.tsx'
import type { ApiTokenView } from '#server/api-tokens/views.ts'

const COLUMNS = 6

export function TokensTable({ tokens }: { readonly tokens: readonly ApiTokenView[] | undefined }) {
  return (
    <Table caption="API tokens">
      <TableHead>
        <HeaderCell>Token</HeaderCell>
        <HeaderCell>In the name of</HeaderCell>
        <HeaderCell>Scopes</HeaderCell>
        <HeaderCell>
          Last use, <ZoneName />
        </HeaderCell>
        <HeaderCell>State</HeaderCell>
        <HeaderCell>
          <span className="sr-only">Actions</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {tokens === undefined ? (
          <LoadingRows columns={COLUMNS} rows={3} lines={2} label="Loading the tokens" />
        ) : tokens.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="No token">
              A program needs one to make drafts, read states or download bundles. Tokens that you make appear here.
            </EmptyState>
          </EmptyRow>
        ) : (
          tokens.map((token) => <TokenRow key={token.id} token={token} />)
        )}
      </TableBody>
    </Table>
  )
}

function TokenRow({ token }: { readonly token: ApiTokenView }) {
  return (
    <Row>
      <Cell heads>
        <span className="font-medium">{token.name}</span>
        <code className="block text-ink-3">{token.id}</code>
      </Cell>
      <Cell label="In the name of">
        {token.person.name}
        {token.person.active ? null : <span className="block text-ink-3 text-sm">disabled: it opens nothing</span>}
      </Cell>
      <Cell label="Scopes">
        <code className="text-sm">{token.scopes.join(', ')}</code>
        <span className="block text-ink-3 text-sm">made by {token.createdBy}</span>
      </Cell>
      <Cell label="Last use" className="sm:whitespace-nowrap">
        {token.lastUsedAt ? <Time value={token.lastUsedAt} zone={false} /> : <span className="text-ink-3">never</span>}
      </Cell>
      <Cell label="State" className="sm:whitespace-nowrap">
        <TokenState token={token} />
      </Cell>
      <Cell className="sm:w-px sm:py-1 sm:text-right">{token.state === 'open' ? <Revoke token={token} /> : null}</Cell>
    </Row>
  )
}

function TokenState({ token: { state, expiresAt, revokedAt } }: { readonly token: ApiTokenView }) {
  if (state === 'revoked')
    return (
      <StatusMark icon="withdrawn" tone="wait">
        revoked {revokedAt ? <Time value={revokedAt} show="date" zone={false} /> : null}
      </StatusMark>
    )
  if (state === 'expired')
    return (
      <StatusMark icon="expired" tone="wait">
        over since <Time value={expiresAt} show="date" zone={false} />
      </StatusMark>
    )
  return (
    <StatusMark icon="done" tone="ok" className="font-normal">
      until <Time value={expiresAt} show="date" zone={false} />
    </StatusMark>
  )
}

function Revoke({ token }: { readonly token: ApiTokenView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.apiTokens.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.apiTokens.list.queryKey() }),
    }),
  )
  return (
    <>
      <Button
        size="small"
        variant="danger"
        busy={revoke.isPending}
        aria-label={`Revoke ${token.name} (${token.id})`}
        onClick={() => revoke.mutate({ tokenId: token.id })}
      >
        Revoke
      </Button>
      {revoke.isError ? (
        <Notice kind="error" live className="mt-2 whitespace-normal text-left text-sm">
          {errorWords(revoke.error).message}
        </Notice>
      ) : null}
    </>
  )
}
