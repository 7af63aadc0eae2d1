import { describe, expect, test } from 'vitest'
import { parseDiscoveries, parseDiscovery } from './parse.ts'
import { MAX_DISCOVERY_BYTES } from './schema.ts'
import { syncFile } from './testing.ts'

const text = JSON.stringify(syncFile().file)
const read = (changed: string) => () => parseDiscovery({ name: 'host.json', text: changed })

test('a file with the byte order mark of Windows PowerShell is read', () => {
  expect(read(`\uFEFF${text}`)().file.host?.name).toBe('MIMSYNC')
})

test('the same bytes count once', () => {
  expect(
    parseDiscoveries([
      { name: 'a', text },
      { name: 'b', text },
    ]),
  ).toHaveLength(1)
})

describe('refused with the name of the file and with words', () => {
  test.each([
    ['5 MB', `"${'x'.repeat(5_000_000)}"`, new RegExp(`larger than ${MAX_DISCOVERY_BYTES} bytes`)],
    ['no JSON', '<html>', /not valid JSON/],
    ['a list', '[]', /no discovery file/],
    ['an environment', '{"schemaVersion":1}', /no discovery file/],
    [
      'another version',
      text.replace('discovery/1', 'discovery/2'),
      /of the type mim-gmsa\/discovery\/2.*Download the script again/,
    ],
    ['a prototype', text.replace('{', '{"__proto__":{"polluted":true},'), /a field __proto__/],
    ['a key twice', text.replace('{', '{"meta":{},'), /the field meta twice/],
    ['an escaped key twice', text.replace('"host":', '"h\\u006fst":null,"host":'), /the field host twice/],
    ['a wrong type', text.replace('"sql":[', '"sql":"","dns2":['), /host\.json was refused: \/sql/],
    [
      'a deep nest',
      `{"type":"mim-gmsa/discovery/1","meta":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      /was refused/,
    ],
  ])('%s', (_, changed, words) => {
    expect(read(changed)).toThrow(words)
    expect(read(changed)).toThrow(/^host\.json was refused/)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

test('a brace inside a text is no object', () => {
  expect(read(text.replace('"CONTOSO\\\\anna"', '"{\\"meta\\":1,\\"meta\\":2"'))().file.meta.runBy).toContain('meta')
})
