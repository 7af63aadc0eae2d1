import type { AuditEventView } from '#server/audit/views.ts'

const COLUMNS: readonly [head: string, cell: (event: AuditEventView) => string][] = [
  ['number', ({ seq }) => String(seq)],
  ['time (UTC)', ({ at }) => at],
  ['outcome', ({ outcome }) => outcome],
  ['kind', ({ kind }) => kind],
  ['actor id', ({ actor }) => actor?.id ?? ''],
  ['actor', ({ actor }) => actor?.name ?? ''],
  ['object type', ({ object }) => object?.type ?? ''],
  ['object id', ({ object }) => object?.id ?? ''],
  ['address', ({ address }) => address ?? ''],
  ['summary', ({ summary }) => summary],
  ['details (JSON)', ({ details }) => JSON.stringify(details)],
  ['leaf SHA-256', ({ leaf }) => leaf],
]

/** Spreadsheets run a cell that begins like this, also after blanks and in the wide forms of East Asian input. */
const RUNS_AS_FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** One CSV cell, always quoted; what a spreadsheet would run as a formula gets an apostrophe in front and stays text. */
export function csvCell(text: string): string {
  const inert = RUNS_AS_FORMULA.test(text) ? `'${text}` : text
  return `"${inert.replaceAll('"', '""')}"`
}

/** The events as CSV (RFC 4180), with the byte order mark that spreadsheets need to read UTF-8. */
export function auditCsv(events: readonly AuditEventView[]): string {
  const lines = [
    COLUMNS.map(([head]) => csvCell(head)),
    ...events.map((event) => COLUMNS.map(([, cell]) => csvCell(cell(event)))),
  ]
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`
}

/** The events as they came, one JSON document. */
export const auditJson = (events: readonly AuditEventView[]): string => `${JSON.stringify(events, null, 2)}\n`
