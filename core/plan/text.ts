import type { Inline, Text } from './plan.ts'

type Marked = Exclude<Inline, string>

/** A value to type or to compare: the only place in running text where a person's words may stand. */
export const typed = (value: string): Marked => ({ code: value })

/** The name of a window, page, field or button, as the product shows it. Constants of this program only. */
export const label = (name: string): Marked => ({ strong: name })

/** Running text. What is interpolated must be marked, so no bare value slips into a sentence. */
export function say(strings: TemplateStringsArray, ...values: readonly (Marked | Text)[]): Text {
  const parts: Inline[] = []
  strings.forEach((string, index) => {
    if (string !== '') parts.push(string)
    const value = values[index]
    if (value === undefined) return
    if ('code' in value || 'strong' in value) parts.push(value)
    else parts.push(...value)
  })
  return parts
}

/** Several values in one sentence: `a, b, c`. */
export function list(values: readonly string[]): Text {
  return values.flatMap((value, index) => (index === 0 ? [typed(value)] : [', ', typed(value)]))
}

/**
 * A value as a single-quoted PowerShell literal. PowerShell takes U+2018, U+2019, U+201A and U+201B for `'` too, so all five
 * are doubled, as `CodeGeneration.EscapeSingleQuotedStringContent` does.
 */
export function quote(value: string): string {
  return `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
}

/** A command of Windows PowerShell 5.1. Every interpolated value becomes a quoted literal; a list becomes literals with commas. */
export function command(strings: TemplateStringsArray, ...values: readonly (string | readonly string[])[]): string {
  return String.raw(
    { raw: strings.raw },
    ...values.map((value) => (typeof value === 'string' ? quote(value) : value.map(quote).join(','))),
  )
}

/** Commands one below the other. */
export const lines = (...commands: readonly string[]): string => commands.join('\n')

/** A T-SQL identifier; stands inside a quoted literal of `sqlcmd.exe -Q`. */
export const sqlName = (name: string): string => `[${name.replaceAll(']', ']]')}]`

/** A T-SQL string; stands inside a quoted literal of `sqlcmd.exe -Q`. */
export const sqlText = (value: string): string => `N'${value.replaceAll("'", "''")}'`

/** T-SQL run on the console; `-x` keeps sqlcmd from replacing `$(name)`. */
export const sqlcmd = (instance: string, statement: string): string =>
  command`sqlcmd.exe -S ${instance} -E -b -x -Q ${statement}`
