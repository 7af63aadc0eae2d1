import { describe, expect, it } from 'vitest'
import { moveAcknowledgements } from './move-acknowledgements.ts'

const about = (...paths: string[]) => ({
  title: 'T',
  ticket: '',
  acknowledgements: paths.map((path) => ({ ruleId: 'O02', path, reason: 'planned' })),
})
const paths = (value: ReturnType<typeof about>) => value.acknowledgements.map(({ path }) => path)

describe('acknowledgements follow their entries', () => {
  it('goes with a removed entry, and later ones move up', () => {
    const before = about('/servers/0/name', '/servers/1', '/servers/2/installations/0/build', '/serversX/2', '/mail')
    expect(paths(moveAcknowledgements(before, '/servers/1', 'removed'))).toEqual([
      '/servers/0/name',
      '/servers/1/installations/0/build',
      '/serversX/2',
      '/mail',
    ])
  })

  it('moves down when an entry is put before', () => {
    expect(paths(moveAcknowledgements(about('/servers/0/name', '/servers/1'), '/servers/1', 'inserted'))).toEqual([
      '/servers/0/name',
      '/servers/2',
    ])
  })

  it('knows lists inside lists', () => {
    const before = about('/servers/1/installations/2/build', '/servers/0/installations/2/build')
    expect(paths(moveAcknowledgements(before, '/servers/1/installations/0', 'removed'))).toEqual([
      '/servers/1/installations/1/build',
      '/servers/0/installations/2/build',
    ])
  })
})
