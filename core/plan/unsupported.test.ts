import { expect, test } from 'vitest'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import fabrikam from '../../public/samples/fabrikam.json' with { type: 'json' }
import privPam from '../../public/samples/priv-pam.json' with { type: 'json' }
import { buildPlan } from './build-plan.ts'
import { contoso } from './contoso.fixture.ts'
import { unsupported } from './unsupported.ts'

const first = <T>(values: readonly T[]): T => {
  const [value] = values
  if (value === undefined) throw new Error('empty')
  return value
}

test.each([
  ['Contoso', contoso()],
  ['Fabrikam', environmentSchema.parse(fabrikam)],
  ['PRIV', environmentSchema.parse(privPam)],
])('%s has steps for everything', (_name, environment) => {
  expect(unsupported(environment)).toEqual([])
})

const CASES: [string, string, (draft: Environment) => void][] = [
  [
    'Server Core',
    '/servers/0/installationType',
    (draft) => {
      first(draft.servers).installationType = 'core'
    },
  ],
  ['a component twice', '/components/4/component', (draft) => void draft.components.push(first(draft.components))],
  [
    'a dMSA',
    '/components/0/managedAccount/kind',
    (draft) => {
      first(draft.components).managedAccount.kind = 'delegated'
    },
  ],
  [
    'an SQL instance without a machine',
    '/sql/0/replicas',
    (draft) => {
      first(draft.sql).replicas = []
    },
  ],
  [
    'a component without its database',
    '/components/0/component',
    (draft) => {
      first(draft.sql).databases = []
    },
  ],
  [
    'an unattended wizard',
    '/software/unattendedSync',
    (draft) => {
      draft.software.unattendedSync = true
    },
  ],
  [
    'a server that nobody described',
    '/components/0/servers/0',
    (draft) => {
      first(draft.components).servers = ['MIMSNYC']
    },
  ],
  [
    'an SQL machine that nobody described',
    '/sql/0/replicas/0',
    (draft) => {
      first(draft.sql).replicas = ['SQLX']
    },
  ],
  [
    'an empty backup folder',
    '/paths/backupFolder',
    (draft) => {
      draft.paths.backupFolder = ' '
    },
  ],
  [
    'a double quote in a database name',
    '/sql/0/databases/0/name',
    (draft) => {
      first(first(draft.sql).databases).name = 'a"b'
    },
  ],
]

test.each(CASES)('%s is named at %s', (_name, path, change) => {
  const environment = contoso(change)
  expect(unsupported(environment).map((hit) => hit.path)).toContain(path)
  expect(() => buildPlan(environment)).not.toThrow()
})
