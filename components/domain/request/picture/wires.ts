import type { Connection } from './picture-model.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Wire extends Connection {
  readonly kind: 'today' | 'after'
  readonly start: { readonly x: number; readonly y: number }
  readonly end: { readonly x: number; readonly y: number }
  /** Where the wire goes up or down; null when it is straight. */
  readonly turn: number | null
}

export const LANE = 8
const PORT = 15

interface Open extends Connection {
  readonly startY: number
  readonly endY: number
}

const middle = (box: Box): number => box.y + box.height / 2

/** Heights at which the wires of one side of a box arrive: spread around its middle, in the order of what they lead to. */
function ports(boxes: ReadonlyMap<string, Box>, connections: readonly Connection[], side: 'from' | 'to') {
  const other = side === 'from' ? 'to' : 'from'
  const height = new Map<Connection, number>()
  const bySide = Map.groupBy(connections, (connection) => connection[side])
  for (const [id, group] of bySide) {
    const box = boxes.get(id)
    if (!box) continue
    const at = (connection: Connection) => middle(boxes.get(connection[other]) ?? box)
    const sorted = [...group].sort((a, b) => at(a) - at(b))
    const step = Math.min(PORT, (box.height - 8) / sorted.length)
    sorted.forEach((connection, index) => {
      height.set(connection, middle(box) + (index - (sorted.length - 1) / 2) * step)
    })
  }
  return height
}

const overlap = (a: Open, b: Open): boolean =>
  Math.max(Math.min(a.startY, a.endY), Math.min(b.startY, b.endY)) <=
  Math.min(Math.max(a.startY, a.endY), Math.max(b.startY, b.endY))

/**
 * Lanes of the wires that must go up or down, counted from the left box. Of wires that go the same way, the one that has the
 * longest way keeps out of the others' way; two that pass the same height never share a lane.
 */
function lanes(wires: readonly Open[]): Map<Open, number> {
  const bent = wires.filter(({ startY, endY }) => Math.abs(startY - endY) >= 1)
  const ups = bent.filter(({ startY, endY }) => endY < startY).sort((a, b) => a.startY - b.startY)
  const downs = bent.filter(({ startY, endY }) => endY > startY).sort((a, b) => b.startY - a.startY)
  const lane = new Map<Open, number>()
  for (const wire of [...ups, ...downs]) {
    const taken = [...lane].filter(([other]) => overlap(wire, other)).map(([, number]) => number)
    lane.set(wire, taken.length === 0 ? 0 : Math.max(...taken) + 1)
  }
  return lane
}

/** How many lanes a channel needs, so that it can be made wide enough before the boxes right of it are placed. */
export function lanesNeeded(boxes: ReadonlyMap<string, Box>, connections: readonly Connection[]): number {
  const numbers = [...lanes(open(boxes, connections)).values()]
  return numbers.length === 0 ? 0 : Math.max(...numbers) + 1
}

/** A wire that is alone at one of its boxes arrives where it starts, when the box is tall enough there: it then is straight. */
function open(boxes: ReadonlyMap<string, Box>, connections: readonly Connection[]): Open[] {
  const starts = ports(boxes, connections, 'from')
  const ends = ports(boxes, connections, 'to')
  const alone = (side: 'from' | 'to', id: string) => connections.filter((one) => one[side] === id).length === 1
  return connections.map((connection) => {
    const [startY, endY] = [starts.get(connection) ?? 0, ends.get(connection) ?? 0]
    if (alone('to', connection.to) && reaches(boxes.get(connection.to), startY))
      return { ...connection, startY, endY: startY }
    if (alone('from', connection.from) && reaches(boxes.get(connection.from), endY))
      return { ...connection, startY: endY, endY }
    return { ...connection, startY, endY }
  })
}

const reaches = (box: Box | undefined, y: number): boolean =>
  box !== undefined && y >= box.y + 8 && y <= box.y + box.height - 8

/** Wires from the right side of boxes to the left side of others, around corners, `laneX` being the first lane. */
export function routeWires(
  kind: Wire['kind'],
  boxes: ReadonlyMap<string, Box>,
  connections: readonly Connection[],
  laneX: number,
): Wire[] {
  const wires = open(boxes, connections)
  const lane = lanes(wires)
  return wires.flatMap((wire) => {
    const [from, to] = [boxes.get(wire.from), boxes.get(wire.to)]
    if (!from || !to) return []
    const number = lane.get(wire)
    const { startY, endY, ...connection } = wire
    return [
      {
        ...connection,
        kind,
        start: { x: from.x + from.width, y: startY },
        end: { x: to.x, y: number === undefined ? startY : endY },
        turn: number === undefined ? null : laneX + number * LANE,
      },
    ]
  })
}

export const wirePath = ({ start, end, turn }: Wire): string =>
  turn === null ? `M${start.x} ${start.y}H${end.x}` : `M${start.x} ${start.y}H${turn}V${end.y}H${end.x}`
