import { describe, expect, it } from 'vitest'
import { proposeUser } from './propose-user.ts'

describe('proposeUser', () => {
  it.each([
    ['Ines Keller', 'ines-keller'],
    ['Łukasz Béla Brandt', 'lukasz-bela-brandt'],
    ['  Søren O’Neill-Groß ', 'soren-o-neill-gross'],
    ['山田', ''],
  ])('makes of %j %j', (name, user) => expect(proposeUser(name)).toBe(user))

  it('is what the portal takes as a user name, whatever its length', () => {
    expect(proposeUser('x'.repeat(62) + ' y'.repeat(40))).toMatch(/^[a-z0-9][a-z0-9._-]{1,62}$/)
  })
})
