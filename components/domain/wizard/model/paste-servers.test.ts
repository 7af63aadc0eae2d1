import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { applyChanges } from './draft.ts'
import { changesOfPaste, readPastedServers } from './paste-servers.ts'
import { readCells } from './separated-values.ts'

const contoso: Environment = JSON.parse(
  readFileSync(new URL('../../../../public/samples/contoso.json', import.meta.url), 'utf8'),
)

describe('pasted cells', () => {
  it('are read from Excel, from CSV with quotes, and with Windows line ends', () => {
    expect(readCells('A\tB\r\n1\t2\r\n\r\n')).toEqual([
      ['A', 'B'],
      ['1', '2'],
    ])
    expect(readCells('A;B\n"x;""y""";2')).toEqual([
      ['A', 'B'],
      ['x;"y"', '2'],
    ])
    expect(readCells('a,"b\nc"')).toEqual([['a', 'b\nc']])
  })
})

describe('pasted servers', () => {
  it('are added with their parts, several rows a server', () => {
    const text = [
      'Name\tOS\tComponent\tBuild\tNode\tRack',
      'SYN2\tWindows Server 2022 Standard\tSYNC\t4.6.673.0\tstandby\tR1',
      'SSP1\t2012 R2\tREG\t4.6.673.0\t\tR2',
      'ssp1\t\trst\t4.6.673.0\t\tR2',
    ].join('\n')
    const outcome = readPastedServers(text, contoso)
    expect(outcome.problems).toEqual([])
    expect(outcome.ignoredColumns).toEqual(['Rack'])
    expect(
      outcome.added.map(({ name, fqdn, operatingSystem, installations }) => [
        name,
        fqdn,
        operatingSystem,
        installations,
      ]),
    ).toEqual([
      ['SYN2', 'syn2.contoso.com', '2022', [{ component: 'SYNC', build: '4.6.673.0', node: 'standby' }]],
      [
        'SSP1',
        'ssp1.contoso.com',
        '2012R2',
        [
          { component: 'REG', build: '4.6.673.0', node: 'active' },
          { component: 'RST', build: '4.6.673.0', node: 'active' },
        ],
      ],
    ])
  })

  it('change only what the table says of a known server', () => {
    const outcome = readPastedServers('Name,Site\nmimsync,Berlin\nSQL,Default-First-Site-Name', contoso)
    expect(outcome).toMatchObject({ added: [], unchanged: 1, problems: [] })
    expect(outcome.changed).toHaveLength(1)
    const draft = { environment: contoso, case: { title: '', ticket: '', acknowledgements: [] } }
    const { environment } = applyChanges(draft, changesOfPaste(outcome))
    expect(environment.servers[0]).toEqual({ ...contoso.servers[0], site: 'Berlin' })
    expect(environmentSchema.safeParse(environment).success).toBe(true)
  })

  it('without a heading are read in the order of the columns', () => {
    const outcome = readPastedServers('WEB1\tweb1.dmz.local', contoso)
    expect(outcome.added[0]).toMatchObject({ name: 'WEB1', fqdn: 'web1.dmz.local', domain: 'dmz.local' })
  })

  it('name row, column, value and what is allowed, and take the other rows', () => {
    const outcome = readPastedServers('Name;Windows\nA;Linux\nB;2019\n;2019', contoso)
    expect(outcome.added.map(({ name }) => name)).toEqual(['B'])
    expect(outcome.problems.map(({ row }) => row)).toEqual([2, 4])
    expect(outcome.problems[0]?.message).toMatch(/Windows is "Linux"; allowed: .*2019/)
  })

  it('are refused above 2,000', () => {
    const text = Array.from({ length: 2000 }, (_, index) => `S${index}\t`).join('\n')
    expect(readPastedServers(text, contoso)).toMatchObject({ added: [], problems: [{ row: 1 }] })
  })

  it('add a thousand servers in less than a second', () => {
    const text = ['Name\tPart', ...Array.from({ length: 1000 }, (_, index) => `S${index}\tSVC`)].join('\n')
    const before = performance.now()
    const outcome = readPastedServers(text, contoso)
    expect(outcome.added).toHaveLength(1000)
    const draft = { environment: contoso, case: { title: '', ticket: '', acknowledgements: [] } }
    expect(applyChanges(draft, changesOfPaste(outcome)).environment.servers).toHaveLength(1003)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})
