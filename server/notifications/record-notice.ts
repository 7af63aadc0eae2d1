import type { Tx } from '#db/client.ts'
import { notices } from '#db/schema/notifications.ts'
import { NOTICE_KINDS } from './notice-kinds.ts'

interface Happened {
  readonly seq: number
  readonly kind: string
  readonly requestId: string
  readonly actorId: string | null
  readonly at: string
}

/** Notes, in the transaction of the change itself, that people are to be told of it. */
export function recordNotice(tx: Tx, { seq, kind, ...rest }: Happened): void {
  if (Object.hasOwn(NOTICE_KINDS, kind)) {
    tx.insert(notices)
      .values({ seq, kind, ...rest })
      .run()
  }
}
