import { roleLine } from '#components/shell/role-words.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Cell, EmptyRow, HeaderCell, LoadingRows, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { RoleMapping } from '#server/role-mappings/role-mappings.ts'

const COLUMNS = 3

interface MappingsTableProps {
  readonly mappings: readonly RoleMapping[] | undefined
  readonly onChange: (mapping: RoleMapping) => void
}

export function MappingsTable({ mappings, onChange }: MappingsTableProps) {
  return (
    <Table caption="Groups of the sign-in service and the roles that they give">
      <TableHead>
        <HeaderCell>Group</HeaderCell>
        <HeaderCell>Roles</HeaderCell>
        <HeaderCell>
          <span className="sr-only">Actions</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {mappings === undefined ? (
          <LoadingRows columns={COLUMNS} rows={2} label="Loading the groups" />
        ) : mappings.length === 0 ? (
          <EmptyRow columns={COLUMNS}>
            <EmptyState title="No group gives a role">
              Until a group is mapped only local accounts get in. Write the group exactly as the service sends it.
            </EmptyState>
          </EmptyRow>
        ) : (
          mappings.map((mapping) => (
            <Row key={mapping.group}>
              <Cell heads>
                <code className="[overflow-wrap:anywhere]">{mapping.group}</code>
              </Cell>
              <Cell label="Roles">{roleLine(mapping.roles)}</Cell>
              <Cell className="sm:w-px sm:py-1 sm:text-right">
                <Button size="small" onClick={() => onChange(mapping)} aria-label={`Change ${mapping.group}`}>
                  Change…
                </Button>
              </Cell>
            </Row>
          ))
        )}
      </TableBody>
    </Table>
  )
}
