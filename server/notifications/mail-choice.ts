import { eq } from 'drizzle-orm'
import type { Reader } from '#db/client.ts'
import { mailChoices } from '#db/schema/notifications.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { findPerson } from '#server/people/find-person.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { ChooseInput, SetAddressInput } from './inputs.ts'
import type { MailChoiceView } from './views.ts'

const NONE: MailChoiceView = { address: null, mode: 'immediately' }

function choiceOf(db: Reader, personId: string): MailChoiceView {
  const { address, mode } = mailChoices
  return db.select({ address, mode }).from(mailChoices).where(eq(mailChoices.personId, personId)).get() ?? NONE
}

export function readMailChoice({ actor, db }: UseCaseContext): MailChoiceView {
  assertAllowed(actor, 'notifications.mine', 'own')
  return choiceOf(db, actor.id)
}

/** Where and when the actor wants mail. */
export function chooseMail(context: UseCaseContext, choice: ChooseInput): void {
  assertAllowed(context.actor, 'notifications.choose', 'own')
  store(context, context.actor.id, () => choice)
}

/** An administrator enters or takes away somebody's address; when they want mail stays theirs. */
export function setAddress(context: UseCaseContext, { personId, address }: SetAddressInput): void {
  const { actor, db } = context
  assertAllowed(actor, 'notifications.setAddress', personId === actor.id ? 'own' : 'other')
  findPerson(db, personId)
  store(context, personId, ({ mode }) => ({ mode, address }))
}

function store(context: UseCaseContext, personId: string, change: (before: MailChoiceView) => MailChoiceView): void {
  context.db.transaction(
    (tx) => {
      const { address, mode } = change(choiceOf(tx, personId))
      tx.insert(mailChoices)
        .values({ personId, address, mode })
        .onConflictDoUpdate({ target: mailChoices.personId, set: { address, mode } })
        .run()
      appendAudit(tx, context, {
        kind: 'person.mail-changed',
        object: { type: 'person', id: personId },
        details: { mode, hasAddress: address !== null },
        texts: address === null ? {} : { mail: address },
      })
    },
    { behavior: 'immediate' },
  )
}
