import { expect, test } from 'vitest'
import { countNodes, PSD1_LIMITS } from './psd1.ts'
import { settingsFiles } from './settings-files.ts'
import type { SettingsStep, TargetSettings } from './step-parameters.ts'

const step = (id: string, after: string[] = []): SettingsStep => ({
  Id: id,
  Step: 'D-05',
  Title: 'Create',
  Window: 'directory',
  Automation: 'automated',
  Changes: 'yes',
  After: after,
  Instructions: [],
  Parameters: {},
})
const settings = (Steps: SettingsStep[]): TargetSettings => ({
  FormatVersion: '1',
  RequestId: 'MG-0001',
  Revision: '1',
  Mode: 'production',
  Target: 'directory',
  TargetKind: 'directory',
  Fqdn: '',
  GeneratorVersion: '0.1.0',
  Domain: { DnsName: 'contoso.com', NetBiosName: 'CONTOSO' },
  Windows: [],
  Steps,
})
const names = (count: number) => Array.from({ length: count }, (_, index) => `G-01@POOL${index}`)
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
/** Literals of a file, an under-estimate of its nodes that does not rest on our own count. */
const literals = (bytes: Uint8Array) => (text(bytes).match(/'/g) ?? []).length / 2

test('what fits stays in one file', () => {
  const files = settingsFiles(settings([step('D-05@directory', names(4000))]))
  expect(files.map(({ path }) => path)).toEqual(['settings.psd1'])
})

test('many steps are spread over files that the first one names, in order, each within the limit of the engine', () => {
  const steps = names(900).map((id) => step(id, names(10)))
  const [head, ...parts] = settingsFiles(settings(steps))
  expect(parts.length).toBeGreaterThan(2)
  expect(text(head?.bytes)).toContain(
    `Parts = @(\r\n        ${parts.map(({ path }) => `'${path}'`).join(',\r\n        ')}`,
  )
  for (const { bytes } of parts) expect(literals(bytes)).toBeLessThan(PSD1_LIMITS.nodes)
  const ids = parts.flatMap(({ bytes }) => [...text(bytes).matchAll(/ Id = '([^']+)'/g)].map(([, id]) => id))
  expect(ids).toEqual(names(900))
})

test('the prerequisites of one step go on where one file ends', () => {
  const [, ...parts] = settingsFiles(settings([step('D-07@directory', names(9000)), step('D-08@directory')]))
  for (const { bytes } of parts) expect(literals(bytes)).toBeLessThan(PSD1_LIMITS.nodes)
  const all = parts.map(({ bytes }) => text(bytes)).join('')
  expect(all.match(/Id = 'D-07@directory'/g)).toHaveLength(5)
  expect(all.match(/Title = /g)).toHaveLength(2)
  expect([...all.matchAll(/'(G-01@POOL\d+)'/g)].map(([, id]) => id)).toEqual(names(9000))
})

test('a step that no file can hold is a mistake of this program', () => {
  const large = { ...step('D-03@directory'), Parameters: { Members: names(6000) } }
  expect(countNodes({ Members: names(6000) })).toBeGreaterThan(PSD1_LIMITS.nodes)
  expect(() => settingsFiles(settings([large]))).toThrow(RangeError)
})
