'use client'

import { Button } from '#components/ui/button.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DriftSummary } from '#server/discovery/views.ts'
import { DriftMark } from './drift-mark.tsx'
import { DriftReportView } from './drift-report-view.tsx'

interface DriftReportsProps {
  readonly reports: readonly DriftSummary[]
  /** Null: the newest. */
  readonly shown: number | null
  readonly onShow: (report: number) => void
}

/** One report in full; the earlier ones stay readable. */
export function DriftReports({ reports, shown, onShow }: DriftReportsProps) {
  const [newest] = reports
  const number = reports.find((report) => report.number === shown)?.number ?? newest?.number
  if (number === undefined) return null
  return (
    <>
      <DriftReportView number={number} />
      {reports.length > 1 ? (
        <Table caption="All drift reports" captionShown className="mt-6">
          <TableHead>
            <HeaderCell>When</HeaderCell>
            <HeaderCell>Who</HeaderCell>
            <HeaderCell>Revision</HeaderCell>
            <HeaderCell>Result</HeaderCell>
            <HeaderCell>
              <span className="sr-only">Show</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {reports.map((report) => (
              <Row key={report.number} aria-selected={report.number === number}>
                <Cell heads>
                  <Time value={report.at} />
                </Cell>
                <Cell label="Who">{report.by.name}</Cell>
                <Cell label="Revision">{report.revision}</Cell>
                <Cell label="Result">
                  <DriftMark severity={report.worst} />
                </Cell>
                <Cell>
                  <Button
                    size="small"
                    blocked={report.number === number ? 'It is shown above.' : null}
                    reason="hidden"
                    onClick={() => onShow(report.number)}
                  >
                    Show
                  </Button>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      ) : null}
    </>
  )
}
