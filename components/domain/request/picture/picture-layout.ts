import type { MachineGroup, NewIdentity, OldAccount, PictureModel } from './picture-model.ts'
import { machineBox, newBox, oldBox, type Shape } from './shapes.ts'
import { shorten, textWidth } from './text-width.ts'
import { type Box, LANE, lanesNeeded, routeWires, type Wire } from './wires.ts'

export interface PlacedShape extends Shape, Box {}

export interface WireLabel {
  readonly x: number
  readonly y: number
  readonly text: string
}

export interface PictureLayout {
  readonly width: number
  readonly height: number
  readonly headings: readonly { readonly x: number; readonly text: string; readonly accent: boolean }[]
  readonly shapes: readonly PlacedShape[]
  readonly wires: readonly Wire[]
  readonly labels: readonly WireLabel[]
}

const TOP = 30
const BAND_GAP = 24
const STACK_GAP = 12
const CHANNEL = 48
const LABEL = 150

interface Band {
  readonly left: readonly Shape[]
  readonly middle: Shape
  readonly right: readonly Shape[]
}

/**
 * Places accounts, machines and identities in three columns: one band for each group of machines, and beside it the accounts
 * that it is the first to use. Boxes never overlap, wires meet their boxes, texts fit (long ones lose their middle).
 */
export function layOutPicture(model: PictureModel): PictureLayout {
  const bands = bandsOf(model)
  const columns = [bands.flatMap(({ left }) => left), bands.map(({ middle }) => middle), bands.flatMap((b) => b.right)]
  const [leftWidth, middleWidth, rightWidth] = columns.map(widest) as [number, number, number]

  const heights = placeHeights(bands)
  const place = (shapes: readonly Shape[], x: number, width: number): PlacedShape[] =>
    shapes.map((shape) => ({ ...shape, x, y: heights.get(shape.id) ?? TOP, width }))
  const upright = new Map(
    columns.flat().map((shape) => [shape.id, { ...shape, x: 0, width: 0, y: heights.get(shape.id) ?? TOP }]),
  )
  const labelWidth = Math.max(0, ...model.after.map(({ via }) => textWidth(labelText(via), 'sans', 12)))

  const middleX = leftWidth + CHANNEL + lanesNeeded(upright, model.today) * LANE
  const afterLaneX = middleX + middleWidth + labelWidth + 22
  const rightX = afterLaneX + lanesNeeded(upright, model.after) * LANE + 18
  const shapes = [
    ...place(columns[0] ?? [], 0, leftWidth),
    ...place(columns[1] ?? [], middleX, middleWidth),
    ...place(columns[2] ?? [], rightX, rightWidth),
  ]
  const boxes = new Map(shapes.map((shape) => [shape.id, shape]))
  const wires = [
    ...routeWires('today', boxes, model.today, leftWidth + CHANNEL / 2),
    ...routeWires('after', boxes, model.after, afterLaneX),
  ]
  return {
    width: rightX + rightWidth,
    height: Math.max(TOP, ...shapes.map(({ y, height }) => y + height)) + 6,
    headings: [
      { x: 0, text: 'Today', accent: false },
      { x: middleX, text: 'Servers, unchanged', accent: false },
      { x: rightX, text: 'After', accent: true },
    ],
    shapes,
    wires,
    labels: labelsOf(wires),
  }
}

function bandsOf({ olds, groups, news, today, after }: PictureModel): Band[] {
  const placed = new Set<string>()
  const first = <T extends { readonly id: string }>(items: readonly T[], ids: readonly string[]): T[] => {
    const own = items.filter(({ id }) => ids.includes(id) && !placed.has(id))
    for (const { id } of own) placed.add(id)
    return own
  }
  return groups.map((group: MachineGroup) => ({
    left: first<OldAccount>(
      olds,
      today.filter(({ to }) => to === group.id).map(({ from }) => from),
    ).map(oldBox),
    middle: machineBox(group),
    right: first<NewIdentity>(
      news,
      after.filter(({ from }) => from === group.id).map(({ to }) => to),
    ).map(newBox),
  }))
}

const labelText = (via: string): string => shorten(via, 'sans', 12, LABEL)

const widest = (shapes: readonly Shape[]): number => Math.max(0, ...shapes.map(({ width }) => width))

const stackHeight = (shapes: readonly Shape[]): number =>
  shapes.reduce((total, { height }) => total + height, 0) + STACK_GAP * Math.max(0, shapes.length - 1)

/** Top of every shape: bands one below the other, the stacks of a band around its middle. */
function placeHeights(bands: readonly Band[]): Map<string, number> {
  const tops = new Map<string, number>()
  let y = TOP
  for (const { left, middle, right } of bands) {
    const stacks = [left, [middle], right]
    const height = Math.max(...stacks.map(stackHeight))
    for (const stack of stacks) {
      let top = y + (height - stackHeight(stack)) / 2
      for (const shape of stack) {
        tops.set(shape.id, top)
        top += shape.height + STACK_GAP
      }
    }
    y += height + BAND_GAP
  }
  return tops
}

/** One label for all wires of a box that go by the same host group, above the topmost. */
function labelsOf(wires: readonly Wire[]): WireLabel[] {
  const topmost = new Map<string, Wire>()
  for (const wire of wires) {
    if (wire.via === '') continue
    const key = `${wire.from} ${wire.via.toLowerCase()}`
    const other = topmost.get(key)
    if (!other || wire.start.y < other.start.y) topmost.set(key, wire)
  }
  return [...topmost.values()].map(({ start, via }) => ({ x: start.x + 10, y: start.y - 6, text: labelText(via) }))
}
