import { and, eq } from 'drizzle-orm'
import type { JournalEntry } from '#core/protocol/protocol.ts'
import { drafts, requests } from '#db/schema/requests.ts'
import { secretBlobs } from '#db/schema/secrets.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { addAuthor } from '#server/requests/authors.ts'
import type { FollowScene } from '#server/requests/follow/follow-scene.ts'
import { isUnderWay, readPreparationRow } from '#server/requests/preparation/preparation-row.ts'

type SecretEntry = Extract<JournalEntry, { kind: 'secret' }>

/**
 * Somebody entered the password of a draft: the row says who, when and for whom; the ciphertext itself is fetched afterwards. Once the
 * draft is on its way or submitted, what people decide on can not be changed any more and the entry is only told.
 */
export function applySecret(scene: FollowScene, entered: SecretEntry): void {
  const { tx, entry } = scene
  const { requestId, target, host, account, person, origin, cmsSha256, recipientCertificateSha256 } = entered
  const draft = tx
    .select({ revision: drafts.revision })
    .from(drafts)
    .innerJoin(requests, eq(requests.id, drafts.requestId))
    .where(and(eq(drafts.requestId, requestId), eq(requests.state, 'draft')))
    .get()
  const preparation = readPreparationRow(tx, requestId)
  if (!draft || (preparation && isUnderWay(preparation))) {
    const details = { target, requestId, entry }
    tell(scene, person, { kind: 'secret.set-aside', object: { type: 'request', id: requestId }, details })
    return
  }
  const key = { requestId, revision: draft.revision, target }
  const same = and(
    eq(secretBlobs.requestId, requestId),
    eq(secretBlobs.revision, draft.revision),
    eq(secretBlobs.target, target),
  )
  const { changes } = tx.delete(secretBlobs).where(same).run()
  tx.insert(secretBlobs)
    .values({
      ...key,
      host,
      account,
      cmsSha256,
      recipientCertificateSha256,
      origin,
      enteredBy: person,
      enteredAt: entry.at,
    })
    .run()
  // What they entered is part of what people decide on: four eyes.
  addAuthor(tx, key, person, entry.at)
  tell(scene, person, {
    kind: 'secret.entered',
    object: { type: 'request', id: requestId },
    details: {
      revision: draft.revision,
      target,
      origin,
      recipientCertificateSha256,
      replaced: changes > 0,
      entry,
    },
  })
}

/** The signer has erased its copies too. */
export function applySecretsErased(
  scene: FollowScene,
  { requestId }: Extract<JournalEntry, { kind: 'secrets-erased' }>,
): void {
  const { tx, entry } = scene
  tx.update(secretBlobs).set({ erasedAtSigner: true }).where(eq(secretBlobs.requestId, requestId)).run()
  tell(scene, null, {
    kind: 'secret.erased-at-signer',
    object: { type: 'request', id: requestId },
    details: { entry },
  })
}

function tell(
  { tx, clock, random }: FollowScene,
  personId: string | null,
  event: Parameters<typeof appendAudit>[2],
): void {
  appendAudit(tx, { clock, random, actor: personId === null ? null : { id: personId }, address: null }, event)
}
