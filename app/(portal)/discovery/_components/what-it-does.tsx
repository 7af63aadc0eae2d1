import { Section } from '#components/ui/sheet.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'

const RUNS = [
  {
    where: 'Every MIM host',
    who: 'Local administrator, elevated; rights to read the MIM databases help',
    finds: 'Windows, services and their accounts, builds, IIS sites, SQL Server, certificates, mail settings, SPNs',
  },
  {
    where: 'Once, on a workstation, for the directory',
    who: 'Any domain user; root keys need a forest-root administrator',
    finds:
      'Domains, domain controllers, levels, schema, KDS root keys, clocks, trusts, managed accounts, duplicate SPNs',
  },
] as const

/** What is read, by whom, and what never is. */
export function WhatItDoes() {
  return (
    <Section title="What it does">
      <p className="max-w-[72ch]">
        It reads and writes one JSON file. Each fact is found, absent or unknown, with the reason. Names of registry
        values that hold secrets are listed, their data never. Without full rights it says what it could not read, and
        the rest stays useful.
      </p>
      <p className="mt-2 max-w-[72ch]">
        One switch changes something: <code>-CreateEncryptionCertificate</code> makes the document encryption
        certificate of a MIM Service host, and only then.
      </p>
      <Table caption="Where the script runs, with which rights, and what it finds" className="mt-3">
        <TableHead>
          <HeaderCell>Where</HeaderCell>
          <HeaderCell>Rights</HeaderCell>
          <HeaderCell>Finds</HeaderCell>
        </TableHead>
        <TableBody>
          {RUNS.map(({ where, who, finds }) => (
            <Row key={where}>
              <Cell heads>{where}</Cell>
              <Cell label="Rights">{who}</Cell>
              <Cell label="Finds">{finds}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
