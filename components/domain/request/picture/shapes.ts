import type { MachineGroup, NewIdentity, OldAccount } from './picture-model.ts'
import { shorten, textWidth } from './text-width.ts'

export type LineLook = 'name' | 'retiring' | 'quiet' | 'accent' | 'spn'

/** A text inside a box, from the box's corner; `y` is its base line. */
export interface ShapeLine {
  readonly x: number
  readonly y: number
  readonly look: LineLook
  readonly text: string
  /** The whole text, where the middle was left out. */
  readonly full: string
}

/** A box that has a size but no place yet. */
export interface Shape {
  readonly id: string
  readonly kind: 'old' | 'kept' | 'machines' | 'managed' | 'logins'
  readonly width: number
  readonly height: number
  readonly lines: readonly ShapeLine[]
}

/** More machines than that are told by their number; the table names them all. */
export const MAX_MACHINES = 8
const PAD = 12
const ROW = 24

const FONTS: Readonly<Record<LineLook, readonly ['mono' | 'sans', number]>> = {
  name: ['mono', 12.5],
  retiring: ['mono', 12.5],
  quiet: ['sans', 12],
  accent: ['mono', 12.5],
  spn: ['mono', 11.5],
}

function line(look: LineLook, x: number, y: number, full: string, maxWidth: number): ShapeLine {
  const [font, size] = FONTS[look]
  return { x, y, look, full, text: shorten(full, font, size, maxWidth) }
}

const lineWidth = ({ look, text }: ShapeLine): number => textWidth(text, ...FONTS[look])

const widthFor = (lines: readonly ShapeLine[], least: number): number =>
  Math.max(least, ...lines.map((one) => one.x + lineWidth(one) + PAD))

export function oldBox({ id, label, retires }: OldAccount): Shape {
  const name = line(retires ? 'retiring' : 'name', PAD, 25, label, 240)
  const lines = retires ? [name] : [{ ...name, y: 21 }, line('quiet', PAD, 39, 'stays, something else uses it', 240)]
  return { id, kind: retires ? 'old' : 'kept', width: widthFor(lines, 150), height: retires ? 40 : 50, lines }
}

export function machineBox({ id, machines }: MachineGroup): Shape {
  const shown = machines.length > MAX_MACHINES ? machines.slice(0, MAX_MACHINES - 1) : machines
  const names = shown.map(({ name }, index) => line('name', PAD, 24 + index * ROW, name, 130))
  const rolesX = Math.max(PAD, ...names.map((name) => name.x + lineWidth(name))) + PAD
  const roles = shown.map((machine, index) => line('quiet', rolesX, 24 + index * ROW, machine.roles, 250))
  const more = (text: string) => [line('quiet', PAD, 24 + shown.length * ROW, text, 200)]
  const rest = machines.length - shown.length
  const last = rest > 0 ? more(`and ${rest} more`) : shown.length === 0 ? more('no server yet') : []
  const lines = [...names, ...roles, ...last]
  return {
    id,
    kind: 'machines',
    width: widthFor(lines, 180),
    height: (shown.length + last.length) * ROW + 16,
    lines,
  }
}

export function newBox({ id, kind, label, lines: texts }: NewIdentity): Shape {
  const shown = texts.length > MAX_MACHINES ? texts.slice(0, MAX_MACHINES - 1) : texts
  const rest = texts.length - shown.length
  const below = shown.map((text, index) => line('spn', PAD, 42 + index * 19, text, 300))
  const last = rest > 0 ? [line('quiet', PAD, 42 + shown.length * 19, `and ${rest} more`, 280)] : []
  const lines = [line('accent', PAD, 22, label, 280), ...below, ...last]
  return { id, kind, width: widthFor(lines, 200), height: 34 + (below.length + last.length) * 19, lines }
}
