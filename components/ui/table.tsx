import type { ComponentProps, ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { SkeletonLine } from './skeleton.tsx'

/** `display: block` on phones takes the roles away in some browsers; spelled out, they stay. */
const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

interface TableProps extends ComponentProps<'table'> {
  /** Read aloud; shown only with `captionShown`. */
  readonly caption: ReactNode
  readonly captionShown?: boolean
  /** Below 720 px each row becomes a block of labelled lines. `scroll`: it scrolls sideways instead. */
  readonly phone?: 'blocks' | 'scroll'
}

/** A table that stays one on phones. */
export function Table({ caption, captionShown = false, phone = 'blocks', className, children, ...rest }: TableProps) {
  const table = (
    <table
      {...rest}
      {...ROLES.table}
      data-phone={phone}
      className={cn('group/table w-full border-collapse text-md', phone === 'blocks' && 'table-blocks', className)}
    >
      <caption className={captionShown ? 'pb-2 text-left text-ink-3 text-sm' : 'sr-only'}>{caption}</caption>
      {children}
    </table>
  )
  return phone === 'scroll' ? <div className="relative overflow-x-auto">{table}</div> : table
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return (
    <thead {...ROLES.rowgroup}>
      <tr {...ROLES.row}>{children}</tr>
    </thead>
  )
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} {...ROLES.rowgroup} />
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      {...ROLES.row}
      className={cn('border-rule border-b last:border-b-0 aria-selected:bg-accent-wash', className)}
    />
  )
}

interface HeaderCellProps extends Omit<ComponentProps<'th'>, 'onClick'> {
  readonly numeric?: boolean
  /** Present: the column can be sorted; `none` while another column is. */
  readonly sort?: 'ascending' | 'descending' | 'none'
  readonly onSort?: () => void
  readonly sortHref?: string
}

const sortStyle =
  '-mx-1 inline-flex cursor-pointer items-center gap-1 rounded px-1 text-ink-3 no-underline hover:bg-sunk hover:text-ink aria-pressed:text-ink'

export function HeaderCell({ numeric, sort, onSort, sortHref, className, children, ...rest }: HeaderCellProps) {
  const label = (
    <>
      {children}
      <Icon
        name={sort === 'ascending' ? 'chevronUp' : sort === 'descending' ? 'chevronDown' : 'sort'}
        className={cn('size-3.5', sort === 'none' && 'opacity-60')}
      />
    </>
  )
  return (
    <th
      {...rest}
      {...ROLES.columnheader}
      scope="col"
      aria-sort={sort}
      className={cn(
        'border-rule-2 border-b py-1.5 pr-3 text-left align-bottom font-medium text-ink-3 text-sm last:pr-0',
        numeric && 'text-right',
        sort && sort !== 'none' && 'text-ink',
        className,
      )}
    >
      {sort === undefined ? (
        children
      ) : sortHref ? (
        <Link href={sortHref} scroll={false} className={sortStyle}>
          {label}
        </Link>
      ) : (
        <button type="button" onClick={onSort} className={cn(sortStyle, 'font-medium')}>
          {label}
        </button>
      )}
    </th>
  )
}

interface CellProps extends ComponentProps<'td'> {
  /** Stands before the value on phones, where the head of the table is out of sight. */
  readonly label?: string
  readonly numeric?: boolean
  /** The cell that names the row. */
  readonly heads?: boolean
}

export function Cell({ label, numeric, heads = false, className, ...rest }: CellProps) {
  const classes = cn(
    'py-[9px] pr-3 text-left align-top font-normal last:pr-0 max-sm:group-data-[phone=blocks]/table:px-0 max-sm:group-data-[phone=blocks]/table:py-0.5',
    numeric && 'whitespace-nowrap tabular-nums sm:text-right',
    className,
  )
  if (heads) return <th {...rest} {...ROLES.rowheader} scope="row" data-label={label} className={classes} />
  return <td {...rest} {...ROLES.cell} data-label={label} className={classes} />
}

interface LoadingRowsProps {
  readonly columns: number
  readonly rows?: number
  /** Lines of text in a row of the finished table. */
  readonly lines?: 1 | 2
  readonly label: string
}

/** Rows of final height while the data is on its way. */
export function LoadingRows({ columns, rows = 5, lines = 1, label }: LoadingRowsProps) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
    <Row key={row}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells are all alike
        <Cell key={column} className={lines === 2 ? 'sm:h-[59px]' : 'sm:h-[39px]'}>
          {row === 0 && column === 0 ? <span className="sr-only">{label}</span> : null}
          <SkeletonLine className={cn('my-1', (row + column) % 3 === 0 ? 'w-3/5' : 'w-4/5')} />
        </Cell>
      ))}
    </Row>
  ))
}

export function EmptyRow({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <Row>
      <Cell colSpan={columns}>{children}</Cell>
    </Row>
  )
}
