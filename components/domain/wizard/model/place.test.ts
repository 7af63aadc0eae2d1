import { expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { entryPaths, placeId, placeIdsOutwards, positionIn } from './place.ts'
import { placeName } from './place-name.ts'

it('looks for a place from the inside outwards', () => {
  expect(placeIdsOutwards('/servers/3/name')).toEqual(['at/servers/3/name', 'at/servers/3', 'at/servers'])
  expect(placeId('/title', 'case')).toBe('case/title')
})

it('knows the entry that a place lies in, of exactly this list', () => {
  expect(positionIn('/servers', '/servers/12/installations/0/build')).toBe(12)
  expect(positionIn('/servers/1/installations', '/servers/1/installations/0')).toBe(0)
  expect(positionIn('/servers', '/servers')).toBeNull()
  expect(positionIn('/servers', '/serversX/1')).toBeNull()
  expect(positionIn('/sql', '/servers/1')).toBeNull()
})

it('lists the places of a list', () => {
  expect(entryPaths('/sql', ['a', 'b'])).toEqual(['/sql/0', '/sql/1'])
  expect(entryPaths('/sql', 1)).toEqual(['/sql/0'])
})

it('calls an entry by its name, else by its list', () => {
  const environment = buildEnvironment({ '/forest/domains/0/dnsName': '', '/forest/domains/0/netbiosName': '' })
  expect(placeName(environment, '/servers/0/fqdn')).toBe('MIMSYNC, FQDN')
  expect(placeName(environment, '/forest/domains/0/dnsName')).toBe('domain 1, DNS name')
})
