'use client'

import { roleLine } from '#components/shell/role-words.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, EmptyRow, HeaderCell, LoadingRows, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time, ZoneName } from '#components/ui/time.tsx'
import type { PersonView } from '#server/people/views.ts'
import type { Question } from './people.tsx'
import { PersonActions } from './person-actions.tsx'

const COLUMNS = 6

interface PeopleTableProps {
  readonly me: string
  readonly people: readonly PersonView[] | undefined
  readonly onAsk: (question: Question) => void
}

export function PeopleTable({ me, people, onAsk }: PeopleTableProps) {
  return (
    <Table caption="Accounts of this portal">
      <TableHead>
        <HeaderCell>Person</HeaderCell>
        <HeaderCell>Roles</HeaderCell>
        <HeaderCell>Groups at the signer</HeaderCell>
        <HeaderCell>
          Last sign-in, <ZoneName />
        </HeaderCell>
        <HeaderCell>Account</HeaderCell>
        <HeaderCell>
          <span className="sr-only">Actions</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {people === undefined ? (
          <LoadingRows columns={COLUMNS} rows={7} lines={2} label="Loading the accounts" />
        ) : people.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="No account">Accounts that you add appear here.</EmptyState>
          </EmptyRow>
        ) : (
          people.map((person) => <PersonRow key={person.id} person={person} own={person.id === me} onAsk={onAsk} />)
        )}
      </TableBody>
    </Table>
  )
}

interface PersonRowProps {
  readonly person: PersonView
  readonly own: boolean
  readonly onAsk: (question: Question) => void
}

function PersonRow({ person, own, onAsk }: PersonRowProps) {
  return (
    <Row>
      <Cell heads>
        <span className="font-medium">{person.name}</span>
        {own ? <span className="text-ink-3"> (you)</span> : null}
        <code className="block text-ink-3">{person.user}</code>
      </Cell>
      <Cell label="Roles">
        {person.roles.length > 0 ? roleLine(person.roles) : <span className="text-ink-3">none</span>}
        {person.groupRoles.length > 0 ? (
          <span className="block text-ink-3 text-sm">by group: {roleLine(person.groupRoles).toLowerCase()}</span>
        ) : null}
      </Cell>
      <Cell label="Groups at the signer" className={person.groups.length === 0 ? 'text-ink-3' : ''}>
        {person.groups.length === 0 ? 'none' : person.groups.join(', ')}
      </Cell>
      <Cell label="Last sign-in" className="sm:whitespace-nowrap">
        {person.lastSignInAt ? (
          <Time value={person.lastSignInAt} zone={false} />
        ) : (
          <span className="text-ink-3">never</span>
        )}
      </Cell>
      <Cell label="Account" className="sm:whitespace-nowrap">
        <AccountState person={person} />
      </Cell>
      <Cell className="sm:w-px sm:py-1 sm:text-right">
        <PersonActions person={person} own={own} onAsk={onAsk} />
      </Cell>
    </Row>
  )
}

function AccountState({ person }: { readonly person: PersonView }) {
  if (!person.active)
    return (
      <StatusMark icon="withdrawn" tone="wait">
        disabled
      </StatusMark>
    )
  if (person.mustChangePassword)
    return (
      <StatusMark icon="wait" tone="wait">
        one-time passphrase
      </StatusMark>
    )
  return (
    <StatusMark icon="done" tone="ok" className="font-normal">
      open
    </StatusMark>
  )
}
