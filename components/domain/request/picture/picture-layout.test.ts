import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Environment } from '#core/environment/environment.ts'
import { environmentSchema } from '#core/environment/environment.ts'
import fabrikam from '../../../../public/samples/fabrikam.json' with { type: 'json' }
import pam from '../../../../public/samples/priv-pam.json' with { type: 'json' }
import { layOutPicture, type PictureLayout } from './picture-layout.ts'
import { pictureModel } from './picture-model.ts'
import type { Wire } from './wires.ts'

/** One account for everything, and services whose machines overlap in part: wires must cross bands. */
function tangled(): Environment {
  const environment = buildEnvironment()
  const [sync] = environment.components
  const shared = environment.components.map((component, index) => ({
    ...component,
    oldAccount: sync?.oldAccount ?? component.oldAccount,
    servers: [`NODE${index}`, `NODE${index + 1}`],
  }))
  return { ...environment, components: shared }
}

function many(): Environment {
  const environment = buildEnvironment()
  const servers = Array.from({ length: 2000 }, (_, index) => `NODE${index}`)
  return { ...environment, components: environment.components.map((one) => ({ ...one, servers })) }
}

function longNames(): Environment {
  const environment = buildEnvironment()
  const components = environment.components.map((one, index) => ({
    ...one,
    oldAccount: { domain: 'CONTOSO', name: 'a'.repeat(200) + index },
    servicePrincipalNames: Array.from({ length: 40 }, (_, n) => `http/${'w'.repeat(200)}${n}.contoso.com`),
  }))
  return { ...environment, components }
}

const CASES: readonly (readonly [string, Environment])[] = [
  ['Contoso', buildEnvironment()],
  ['Fabrikam', environmentSchema.parse(fabrikam)],
  ['PRIV', environmentSchema.parse(pam)],
  ['shared accounts', tangled()],
  ['2,000 servers', many()],
  ['long names', longNames()],
]

describe.each(CASES)('layOutPicture of %s', (_name, environment) => {
  const layout = layOutPicture(pictureModel(environment))

  test('boxes keep clear of one another and lie inside the picture', () => {
    for (const a of layout.shapes) {
      expect(a.x).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width).toBeLessThanOrEqual(layout.width)
      expect(a.y + a.height).toBeLessThanOrEqual(layout.height)
      const others = layout.shapes.filter((b) => b.id !== a.id && b.x === a.x)
      for (const b of others) expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
    }
  })

  test('every wire begins and ends at its boxes', () => {
    const boxes = new Map(layout.shapes.map((shape) => [shape.id, shape]))
    expect(layout.wires.length).toBeGreaterThan(0)
    for (const wire of layout.wires) {
      const [from, to] = [boxes.get(wire.from), boxes.get(wire.to)]
      expect(from && wire.start.x === from.x + from.width && within(wire.start.y, from)).toBe(true)
      expect(to && wire.end.x === to.x && within(wire.end.y, to)).toBe(true)
      if (wire.turn === null) expect(wire.start.y).toBe(wire.end.y)
      else expect(wire.turn > wire.start.x && wire.turn < wire.end.x).toBe(true)
    }
  })

  test('two wires never run on top of one another', () => {
    for (const [index, a] of layout.wires.entries())
      for (const b of layout.wires.slice(index + 1)) expect(sameLane(a, b)).toBe(false)
  })

  test('no text reaches beyond its box', () => {
    for (const { width, height, lines } of layout.shapes)
      for (const line of lines) {
        expect(line.x + line.text.length * 6).toBeLessThan(width)
        expect(line.y).toBeLessThan(height)
      }
  })
})

test('labels of host groups end before the wires turn', () => {
  const layout = layOutPicture(pictureModel(environmentSchema.parse(fabrikam)))
  expect(layout.labels.map(({ text }) => text)).toEqual(['GG-MIM-SyncHosts', 'GG-MIM-SvcHosts', 'GG-MIM-SsprHosts'])
  for (const { x, text } of layout.labels) expect(x + text.length * 6.5).toBeLessThan(firstTurn(layout))
})

test('2,000 servers are told by their number', () => {
  const layout = layOutPicture(pictureModel(many()))
  expect(layout.height).toBeLessThan(600)
  expect(JSON.stringify(layout.shapes)).toContain('and 1993 more')
})

const within = (y: number, box: { y: number; height: number }): boolean => y > box.y && y < box.y + box.height

const firstTurn = ({ wires }: PictureLayout): number =>
  Math.min(...wires.flatMap(({ kind, turn }) => (kind === 'after' && turn !== null ? [turn] : [])))

function sameLane(a: Wire, b: Wire): boolean {
  if (a.turn === null || a.turn !== b.turn) return false
  const [top, bottom] = [Math.max(low(a), low(b)), Math.min(high(a), high(b))]
  return top < bottom
}
const low = ({ start, end }: Wire): number => Math.min(start.y, end.y)
const high = ({ start, end }: Wire): number => Math.max(start.y, end.y)
