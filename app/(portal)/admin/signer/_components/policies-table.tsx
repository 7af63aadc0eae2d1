import { EmptyState } from '#components/ui/empty-state.tsx'
import { Cell, EmptyRow, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { SignerState } from '#server/signer-link/views.ts'

const COLUMNS = 4

export function PoliciesTable({ policies }: { readonly policies: SignerState['policies'] }) {
  return (
    <Table caption="Policies of the signer">
      <TableHead>
        <HeaderCell>Policy</HeaderCell>
        <HeaderCell>Must approve</HeaderCell>
        <HeaderCell>Valid</HeaderCell>
        <HeaderCell>Synced passkeys</HeaderCell>
      </TableHead>
      <TableBody>
        {policies.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="No policy">
              Without one nothing can be submitted. Trustees propose it at the signer.
            </EmptyState>
          </EmptyRow>
        ) : (
          policies.map(({ id, version, kind, title, groups, validDays, allowSyncedPasskeys }) => (
            <Row key={id}>
              <Cell heads>
                <span className="font-medium">{title}</span>
                <code className="block text-ink-3">
                  {id}, version {version}, {kind}
                </code>
              </Cell>
              <Cell label="Must approve">{groups.map((group) => `${group.count} of ${group.title}`).join(', ')}</Cell>
              <Cell label="Valid">{validDays} days</Cell>
              <Cell label="Synced passkeys">{allowSyncedPasskeys ? 'allowed' : 'refused'}</Cell>
            </Row>
          ))
        )}
      </TableBody>
    </Table>
  )
}
