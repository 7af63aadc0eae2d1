import type { Rule } from './finding.ts'
import { rules } from './rules.ts'

const FAMILIES: Readonly<Record<string, string>> = {
  N: 'Names and text',
  V: 'Versions',
  D: 'Delegation',
  M: 'Mail',
}

/** The text of `docs/rules.md`: one table per family, one row per rule. */
export function renderRulesTable(): string {
  const families = Map.groupBy(rules, (rule) => rule.id.charAt(0))
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

function table(family: readonly Rule[]): string[] {
  return [
    '| Rule | Severity | What it demands | Source |',
    '|---|---|---|---|',
    ...family.map(({ id, severity, title, source }) => `| ${id} | ${severity} | ${escapeCell(title)} | ${source} |`),
  ]
}

/** A bar ends a table cell, and Markdown would read these as markup. */
const escapeCell = (text: string): string => text.replace(/[\\|[\]*<>_]/g, '\\$&')
