import type { Reader } from '#db/client.ts'
import { DEMO_PASSPHRASE, DEMO_PEOPLE, demoPart } from './demo-people.ts'
import { readPeople } from './read-people.ts'

export interface DemoSignIns {
  readonly passphrase: string
  readonly people: readonly { readonly user: string; readonly name: string; readonly part: string }[]
}

/** Demo people that are still there and still have the passphrase of the demo, as far as the accounts say. */
export function demoSignIns(db: Reader): DemoSignIns {
  const there = readPeople(db).filter(({ active, mustChangePassword }) => active && !mustChangePassword)
  const people = DEMO_PEOPLE.filter(({ user }) => there.some((person) => person.user === user))
  return {
    passphrase: DEMO_PASSPHRASE,
    people: people.map((person) => ({ user: person.user, name: person.name, part: demoPart(person) })),
  }
}
