import type { Rule } from './finding.ts'
import { passwordUpdateRules, rules } from './rules.ts'

const FAMILIES: Readonly<Record<string, string>> = {
  N: 'Names and text',
  V: 'Versions',
  O: 'Operating systems and platforms',
  F: 'Forest and managed accounts',
  T: 'Topology',
  S: 'Service principal names',
  D: 'Delegation',
  M: 'Mail',
  P: 'Protection of secrets and data',
  Q: 'SQL Server',
  W: 'Windows of time and the way back',
  U: 'Change of the mailbox secret alone',
}

/** The text of `docs/rules.md`: one table per family, one row per rule. */
export function renderRulesTable(): string {
  const families = Map.groupBy(new Set([...rules, ...passwordUpdateRules]), (rule) => rule.id.charAt(0))
  return [
    '# Rules',
    '',
    'Made from `core/findings`; change a rule there and run `UPDATE=1 npx vitest run core/findings`. Sources: [sources.md](sources.md).',
    '',
    'An error blocks generation. A warning must be acknowledged with a reason. Information only tells.',
    ...[...families].flatMap(([letter, family]) => ['', `## ${FAMILIES[letter] ?? letter}`, '', ...table(family)]),
    '',
  ].join('\n')
}

/** With padded columns, as the formatter of this repository writes them. */
function table(family: readonly Rule[]): string[] {
  const rows = [
    ['Rule', 'Severity', 'What it demands', 'Source'],
    ...family.map(({ id, severity, title, source }) => [id, severity, escapeCell(title), source]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [head = '', ...body] = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))))
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body]
}

/** A bar ends a table cell, and Markdown would read these as markup. */
const escapeCell = (text: string): string => text.replace(/[\\|[\]*<>_]/g, '\\$&')
