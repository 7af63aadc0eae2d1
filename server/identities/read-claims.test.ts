import { expect, test } from 'vitest'
import { mergeClaims, readClaims } from './read-claims.ts'

test('claims of userinfo come beside those of the ID token, which stand where both say something', () => {
  expect(mergeClaims({ sub: 's', name: 'Signed' }, { sub: 's', name: 'Unsigned', groups: ['a'] })).toEqual({
    sub: 's',
    name: 'Signed',
    groups: ['a'],
  })
})

test('userinfo about somebody else is refused', () => {
  expect(() => mergeClaims({ sub: 's' }, { sub: 't', groups: ['Administrators'] })).toThrow(
    expect.objectContaining({ code: 'UNAUTHENTICATED' }),
  )
})

test('a name keeps its letters and loses what nobody can see', () => {
  const answer = readClaims({ iss: 'i', sub: 's', name: '\u202eZoë\u0000 Müller\u200b', groups: [] }, 'groups')
  expect(answer).toMatchObject({ name: 'Zoë Müller' })
})

test.each([{ sub: 's' }, { iss: 'i' }, { iss: '', sub: 's' }, { iss: 'i', sub: 7 }])('%j names nobody', (claims) => {
  expect(() => readClaims(claims, 'groups')).toThrow()
})

test('the claim with the groups may have any name, also one that every object has', () => {
  expect(
    readClaims({ iss: 'i', sub: 's', 'https://contoso.com/roles': ['a'] }, 'https://contoso.com/roles'),
  ).toMatchObject({
    groups: ['a'],
  })
  expect(readClaims({ iss: 'i', sub: 's' }, 'constructor')).toBe('groups-unreadable')
})
