import { Icon } from '#components/ui/icon.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { PictureRow } from './picture-rows.ts'

interface RowsProps {
  readonly rows: readonly PictureRow[]
}

const SHOWN_SERVERS = 12

function Servers({ names }: { readonly names: readonly string[] }) {
  const rest = names.length - SHOWN_SERVERS
  if (names.length === 0) return 'no server yet'
  if (rest <= 0) return names.join(', ')
  return (
    <details>
      <summary>
        {names.slice(0, SHOWN_SERVERS).join(', ')} <span className="text-accent underline">and {rest} more</span>
      </summary>
      {names.slice(SHOWN_SERVERS).join(', ')}
    </details>
  )
}

/** May break behind the domain, nowhere else. */
function Account({ name }: { readonly name: string }) {
  const [domain, account] = name.split('\\')
  if (account === undefined) return name
  return (
    <>
      {domain}\<wbr />
      {account}
    </>
  )
}

/** The picture for phones: a service, where it runs, and its two accounts. */
export function PictureList({ rows }: RowsProps) {
  return (
    <ul>
      {rows.map(({ id, service, servers, today, after, names }) => (
        <li key={id} className="border-rule border-t py-2.5 text-sm first:border-t-0 first:pt-0">
          <b>{service}</b> on <Servers names={servers} />
          <p className="flex flex-wrap items-center gap-x-2 font-mono [overflow-wrap:anywhere]">
            <s className="text-ink-3">{today}</s>
            <Icon name="right" className="text-ink-3" />
            <span className="sr-only">becomes</span>
            <span className="font-bold text-accent">{after}</span>
          </p>
          {names.length > 0 ? <p className="text-ink-3 [overflow-wrap:anywhere]">{names.join(', ')}</p> : null}
        </li>
      ))}
    </ul>
  )
}

/** The picture as a table: every name in full, to copy and to hear. */
export function PictureTable({ rows }: RowsProps) {
  return (
    <Table caption="Who runs what, today and after">
      <TableHead>
        <HeaderCell>Service</HeaderCell>
        <HeaderCell>Servers</HeaderCell>
        <HeaderCell>Today</HeaderCell>
        <HeaderCell>After, and host group</HeaderCell>
        <HeaderCell>SPNs that move</HeaderCell>
      </TableHead>
      <TableBody>
        {rows.map(({ id, service, servers, today, after, hostGroup, names }) => (
          <Row key={id}>
            <Cell heads className="font-bold">
              {service}
            </Cell>
            <Cell label="Servers" className="font-mono text-sm">
              <Servers names={servers} />
            </Cell>
            <Cell label="Today" className="font-mono text-sm">
              <Account name={today} />
            </Cell>
            <Cell label="After" className="font-mono text-sm">
              <Account name={after} />
              {hostGroup ? <span className="block font-sans text-ink-3">by {hostGroup}</span> : null}
            </Cell>
            <Cell label="SPNs that move" className="font-mono text-sm [overflow-wrap:anywhere]">
              {names.length === 0
                ? '–'
                : names.map((name) => (
                    <span key={name} className="block">
                      {name}
                    </span>
                  ))}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
