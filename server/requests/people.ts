import type { Reader } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { readSignerPeople } from '#server/signer-link/read-journal.ts'

export interface PersonRef {
  readonly id: string
  readonly name: string
}

/** Names by id: of the portal's accounts, else as the signer knows them, else the id itself. */
export function readNames(db: Reader): (id: string) => PersonRef {
  const names = new Map([...readSignerPeople(db).values()].map(({ id, name }) => [id, name]))
  for (const { id, name } of db.select({ id: people.id, name: people.name }).from(people).all()) names.set(id, name)
  return (id) => ({ id, name: names.get(id) ?? id })
}
