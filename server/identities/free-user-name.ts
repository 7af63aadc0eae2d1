import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { people } from '#db/schema/people.ts'

const MAX = 50

/** A user name that nobody has, after what the sign-in service calls the account: `ines.keller@contoso.com` → `ines.keller`. */
export function freeUserName(tx: Tx, label: string): string {
  const [local = ''] = label.toLowerCase().split('@')
  const plain = local
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '')
    .replace(/^[._-]+/, '')
    .slice(0, MAX)
  const base = plain.length >= 2 ? plain : 'person'
  for (let number = 1; ; number += 1) {
    const user = number === 1 ? base : `${base}-${number}`
    if (!tx.select({ id: people.id }).from(people).where(eq(people.user, user)).get()) return user
  }
}
