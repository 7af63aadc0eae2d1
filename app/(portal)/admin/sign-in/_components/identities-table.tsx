'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { roleLine } from '#components/shell/role-words.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, EmptyRow, HeaderCell, LoadingRows, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time, ZoneName } from '#components/ui/time.tsx'
import type { IdentityView } from '#server/identities/views.ts'

const COLUMNS = 5

interface IdentitiesTableProps {
  readonly identities: readonly IdentityView[] | undefined
  readonly onLink: (identity: IdentityView) => void
}

export function IdentitiesTable({ identities, onLink }: IdentitiesTableProps) {
  return (
    <Table caption="Accounts of the sign-in service and the people that they belong to">
      <TableHead>
        <HeaderCell>Account</HeaderCell>
        <HeaderCell>Person</HeaderCell>
        <HeaderCell>Roles by group</HeaderCell>
        <HeaderCell>
          Last sign-in, <ZoneName />
        </HeaderCell>
        <HeaderCell>
          <span className="sr-only">Actions</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {identities === undefined ? (
          <LoadingRows columns={COLUMNS} rows={3} lines={2} label="Loading the accounts" />
        ) : identities.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="Nobody has come from the service yet">
              An account appears here at its first sign-in with a mapped group.
            </EmptyState>
          </EmptyRow>
        ) : (
          identities.map((identity) => <IdentityRow key={identity.id} identity={identity} onLink={onLink} />)
        )}
      </TableBody>
    </Table>
  )
}

function IdentityRow({ identity, onLink }: { identity: IdentityView; onLink: (identity: IdentityView) => void }) {
  const { label, issuer, subject, person, roles, groups, lastSignInAt } = identity
  return (
    <Row>
      <Cell heads>
        <span className="font-medium [overflow-wrap:anywhere]">{label}</span>
        <code className="block text-ink-3 [overflow-wrap:anywhere]">
          {issuer} · {subject}
        </code>
      </Cell>
      <Cell label="Person">
        {person ? (
          <>
            {person.name} <code className="text-ink-3">{person.user}</code>
          </>
        ) : (
          <StatusMark icon="wait" tone="wait">
            waits to be linked
          </StatusMark>
        )}
      </Cell>
      <Cell label="Roles by group">
        {roles.length > 0 ? roleLine(roles) : <span className="text-ink-3">none</span>}
        {groups.length > 0 ? (
          <code className="block text-ink-3 [overflow-wrap:anywhere]">{groups.join(', ')}</code>
        ) : null}
      </Cell>
      <Cell label="Last sign-in" className="sm:whitespace-nowrap">
        {lastSignInAt ? <Time value={lastSignInAt} zone={false} /> : <span className="text-ink-3">never</span>}
      </Cell>
      <Cell className="sm:w-px sm:py-1 sm:text-right">
        <IdentityActions identity={identity} onLink={() => onLink(identity)} />
      </Cell>
    </Row>
  )
}

function IdentityActions({ identity, onLink }: { identity: IdentityView; onLink: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const unlink = useMutation(
    trpc.identities.unlink.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.identities.list.queryKey() }),
    }),
  )
  return (
    <>
      <Menu
        trigger={
          <Button size="small" icon="more" busy={unlink.isPending} aria-label={`Change ${identity.label}`}>
            Change
          </Button>
        }
      >
        <MenuItem icon="people" onSelect={onLink}>
          {identity.person ? 'Link to another person…' : 'Link to a person…'}
        </MenuItem>
        <MenuItem
          icon="withdrawn"
          danger
          blocked={identity.person ? null : 'It belongs to nobody.'}
          onSelect={() => unlink.mutate({ identityId: identity.id })}
        >
          Take away and sign out
        </MenuItem>
      </Menu>
      {unlink.isError ? (
        <Notice kind="error" live className="mt-2 min-w-56 whitespace-normal text-left text-sm">
          {errorWords(unlink.error).message}
        </Notice>
      ) : null}
    </>
  )
}
