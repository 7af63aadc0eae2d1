import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import pam from '../../../../public/samples/priv-pam.json' with { type: 'json' }
import { clockText } from './axis.ts'
import { figuresOf } from './plan-figures.ts'
import { schedule } from './schedule.ts'
import { scopesOf } from './scope.ts'
import { layOutTimeline, type TimelineLayout, WIDTH } from './timeline-layout.ts'

const waiting = buildEnvironment({ '/forest/labShortcut': false })
const unplanned = buildEnvironment({ '/schedule/windows/conversion': null, '/schedule/windows/checks': null })
const inOneNight = buildEnvironment({
  '/schedule/windows/checks/notBefore': '2026-12-05T20:00:00+01:00',
})
const tight = buildEnvironment({ '/schedule/windows/conversion/notAfter': '2026-12-05T20:30:00+01:00' })

function layouts(environment: Environment): Map<string, TimelineLayout> {
  const plan = buildPlan(environment)
  const { windows, timeZone } = environment.schedule
  const scopes = scopesOf(schedule(plan, windows), windows)
  return new Map(scopes.map((scope) => [scope.group, layOutTimeline(scope, windows, timeZone, plan.targets)]))
}

describe.each([
  ['Contoso', buildEnvironment()],
  ['a key that must age', waiting],
  ['no windows', unplanned],
  ['a window that is too short', tight],
  ['conversion and checks in one night', inOneNight],
])('layOutTimeline of %s', (_name, environment) => {
  const all = [...layouts(environment).values()]

  test('every bar can be seen, inside the axis', () => {
    expect(all.length).toBeGreaterThan(0)
    for (const { bars, outages } of all)
      for (const { x, width } of [...bars, ...outages]) {
        expect(width).toBeGreaterThanOrEqual(3)
        expect(x).toBeGreaterThanOrEqual(136)
        expect(x + width).toBeLessThanOrEqual(WIDTH + 0.01)
      }
  })

  test('no two texts stand on one another', () => {
    for (const { texts } of all)
      for (const [index, a] of texts.entries())
        for (const b of texts.slice(index + 1))
          if (Math.abs(a.y - b.y) < 8)
            expect(left(a) >= right(b) || left(b) >= right(a), `${a.text} / ${b.text}`).toBe(true)
  })
})

describe('the conversion of Contoso', () => {
  const conversion = layouts(buildEnvironment()).get('conversion')
  const lane = (name: string) => conversion?.lanes.find((one) => one.name === name)

  test('has a lane for each service; checks join them when they follow at once', () => {
    const names = ['Directory', 'Hosts and SQL', 'SYNC', 'SVC', 'SSPR']
    expect(conversion?.lanes.map(({ name }) => name)).toEqual(names)
    const night = layouts(inOneNight).get('conversion')
    expect(night?.lanes.map(({ name }) => name)).toEqual([
      'Directory',
      'Hosts and SQL',
      'SYNC',
      'SVC',
      'SSPR',
      'Checks',
    ])
    expect(lane('SYNC')?.range).toBe('F-01…F-08')
  })

  test('interrupts the password portals as long as the MIM Service behind them is down', () => {
    const [service, portals] = [lane('SVC')?.outages[0], lane('SSPR')?.outages[0]]
    expect(portals?.from).toBe(service?.from)
    expect(portals?.to).toBeGreaterThan(service?.to ?? Number.POSITIVE_INFINITY)
  })

  test('has one chain of steps that may not slip, from the opening to the last step', () => {
    const critical = conversion?.lanes.filter(({ name }) => name !== 'Checks').flatMap((one) => one.critical) ?? []
    const ends = conversion?.lanes
      .filter(({ name }) => name !== 'Checks')
      .flatMap(({ steps }) => steps.map(({ end }) => end))
    expect(Math.min(...critical.map(({ from }) => from))).toBe(conversion?.from)
    expect(Math.max(...critical.map(({ to }) => to))).toBe(Math.max(...(ends ?? [])))
  })
})

test('a PAM bastion has no lane of password portals', () => {
  const names = layouts(environmentSchema.parse(pam))
    .get('conversion')
    ?.lanes.map(({ name }) => name)
  expect(names).toEqual(['Directory', 'Hosts and SQL', 'SVC', 'PAM'])
})

test('the ten hours of the key are drawn as waiting, in the directory window', () => {
  const directory = layouts(waiting).get('directory')
  const [wait] = directory?.lanes.find(({ name }) => name === 'Directory')?.waits ?? []
  expect(wait && wait.to - wait.from).toBe(600)
})

describe('figuresOf', () => {
  const figures = (environment: Environment) =>
    figuresOf(buildPlan(environment), environment).map((one) => `${one.value} ${one.words}`)

  test('say work, interruption and the end of the soak', () => {
    const [work, inside, down, soak] = figures(buildEnvironment())
    expect(work).toMatch(/^\d+ h \d\d of work by people, at 5 targets/)
    expect(inside).toMatch(/^1 h \d\d work, 20:00–21:\d\d, inside the window of 12 h$/)
    expect(down).toMatch(/^1 h \d\d MIM Service interrupted, 20:00–21:\d\d$/)
    expect(soak).toBe('10 Jan 2027 soak ends; rollback possible until K-04')
  })

  test('name the wait for the key first, where there is one', () => {
    expect(figures(waiting)[0]).toMatch(/^10 h wait for the KDS key, until Fri 4 Dec, 18:\d\d CET at the earliest$/)
  })

  test('tell when the work is longer than its window', () => {
    expect(figures(tight)[1]).toContain('41 min longer than the window of 30 min')
  })
})

test('times without a window count from its opening', () => {
  expect([0, 65, 120].map((minute) => clockText(minute, { offset: null, zone: '' }))).toEqual([
    '+0 h',
    '+1 h 05',
    '+2 h',
  ])
})

interface Placed {
  x: number
  text: string
  anchor: 'start' | 'middle' | 'end'
}
const width = ({ text }: Placed): number => text.length * 5.6
const left = (text: Placed): number =>
  text.x - (text.anchor === 'end' ? width(text) : text.anchor === 'middle' ? width(text) / 2 : 0)
const right = (text: Placed): number => left(text) + width(text)
