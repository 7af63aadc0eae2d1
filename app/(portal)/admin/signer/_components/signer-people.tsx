import { EmptyState } from '#components/ui/empty-state.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, EmptyRow, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { SignerState } from '#server/signer-link/views.ts'

const COLUMNS = 4
const ACCOUNT = { open: 'open', disabled: 'disabled', none: 'none' } as const

export function SignerPeople({ state: { people, policies } }: { readonly state: SignerState }) {
  const titles = new Map(policies.flatMap(({ groups }) => groups.map(({ id, title }) => [id, title] as const)))
  return (
    <Table caption="People that the signer knows">
      <TableHead>
        <HeaderCell>Person</HeaderCell>
        <HeaderCell>Groups</HeaderCell>
        <HeaderCell>At the signer</HeaderCell>
        <HeaderCell>Account in the portal</HeaderCell>
      </TableHead>
      <TableBody>
        {people.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="The signer knows nobody">
              Its founding enrols two trustees; then people appear here.
            </EmptyState>
          </EmptyRow>
        ) : (
          people.map(({ id, name, groups, active, account }) => (
            <Row key={id}>
              <Cell heads>
                <span className="font-medium">{name}</span>
                <code className="block text-ink-3">{id}</code>
              </Cell>
              <Cell label="Groups" className={groups.length === 0 ? 'text-ink-3' : ''}>
                {groups.length === 0 ? 'none' : groups.map((group) => titles.get(group) ?? group).join(', ')}
              </Cell>
              <Cell label="At the signer">
                {active ? (
                  <StatusMark icon="done" tone="ok" className="font-normal">
                    active
                  </StatusMark>
                ) : (
                  <StatusMark icon="withdrawn" tone="wait">
                    revoked
                  </StatusMark>
                )}
              </Cell>
              <Cell label="Account in the portal">{ACCOUNT[account]}</Cell>
            </Row>
          ))
        )}
      </TableBody>
    </Table>
  )
}
