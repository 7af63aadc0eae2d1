import { countNodes, PSD1_LIMITS, type Psd1Value, writePsd1 } from './psd1.ts'
import type { SettingsStep, TargetSettings } from './step-parameters.ts'

export interface SettingsFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Left free in each file for the table around the steps. */
const ROOM = PSD1_LIMITS.nodes - 100
/** Prerequisites that a step may name before the rest moves to a continuation. */
const LONGEST_AFTER = 2000

/**
 * `settings.psd1`, and beside it `settings-1.psd1` … where one data file cannot carry the steps: then `settings.psd1` names them in
 * `Parts`, in order. A step with very many prerequisites goes on in a row that has nothing but `Id` and more of `After`.
 */
export function settingsFiles(settings: TargetSettings): SettingsFile[] {
  if (countNodes(data(settings)) <= PSD1_LIMITS.nodes) return [file('settings.psd1', data(settings))]
  const parts = intoParts(settings.Steps.flatMap(continued))
  const names = parts.map((_rows, index) => `settings-${index + 1}.psd1`)
  return [
    file('settings.psd1', data({ ...settings, Steps: [], Parts: names })),
    ...parts.map((rows, index) => file(names[index] ?? '', { Steps: rows })),
  ]
}

function continued(step: SettingsStep): Psd1Value[] {
  const rows: Psd1Value[] = [data({ ...step, After: step.After.slice(0, LONGEST_AFTER) })]
  for (let from = LONGEST_AFTER; from < step.After.length; from += LONGEST_AFTER) {
    rows.push({ Id: step.Id, After: step.After.slice(from, from + LONGEST_AFTER) })
  }
  return rows
}

/** Rows in order, as many to a part as one file may hold. */
function intoParts(rows: readonly Psd1Value[]): Psd1Value[][] {
  const parts: Psd1Value[][] = []
  let room = 0
  for (const row of rows) {
    const nodes = countNodes(row)
    if (nodes > ROOM) throw new RangeError('a step with more values than one data file can carry')
    if (nodes > room) {
      parts.push([])
      room = ROOM
    }
    parts.at(-1)?.push(row)
    room -= nodes
  }
  return parts
}

const file = (path: string, table: { readonly [key: string]: Psd1Value }): SettingsFile => ({
  path,
  bytes: writePsd1(table),
})

/** Settings as data: step parameters are text, lists and tables by their type. */
const data = (value: TargetSettings | SettingsStep | (TargetSettings & { Parts: string[] })) =>
  value as unknown as { readonly [key: string]: Psd1Value }
