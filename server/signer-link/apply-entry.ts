import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { AppError, assertNever } from '#core/errors/app-error.ts'
import type { JournalEntry, journalPageSchema } from '#core/protocol/protocol.ts'
import type { Tx } from '#db/client.ts'
import { journal } from '#db/schema/journal.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { Services } from '#server/context.ts'
import { applyClosed } from '#server/requests/follow/apply-closed.ts'
import { applyDecision } from '#server/requests/follow/apply-decision.ts'
import { applyQuorum, applySigned, applySubmission } from '#server/requests/follow/apply-progress.ts'
import { applyRecalled } from '#server/requests/follow/apply-recalled.ts'
import type { FollowScene } from '#server/requests/follow/follow-scene.ts'
import { applySecret, applySecretsErased } from '#server/secrets/apply-secret.ts'
import { readHead } from './read-journal.ts'

export type JournalLine = z.infer<typeof journalPageSchema>['entries'][number]

/**
 * Applies one journal entry and everything that follows from it in one transaction; an entry that was applied before changes
 * nothing. Refuses an entry that does not continue the chain as it stands here.
 */
export function applyEntry({ db, clock, random }: Pick<Services, 'db' | 'clock' | 'random'>, line: JournalLine): void {
  const text = canonicalJson(line.entry)
  if (sha256Hex(text) !== line.sha256) throw otherJournal(`tells a wrong digest of entry ${line.entry.seq}`)
  db.transaction(
    (tx) => {
      if (isKnown(tx, line)) return
      checkChain(tx, line.entry)
      tx.insert(journal)
        .values({
          seq: line.entry.seq,
          sha256: line.sha256,
          kind: line.entry.kind,
          planDigest: planDigestOf(line.entry),
          entry: text,
          appliedAt: clock().toISOString(),
        })
        .run()
      const { seq, at } = line.entry
      follow({ tx, clock, random, entry: { seq, sha256: line.sha256, at } }, line.entry)
    },
    { behavior: 'immediate' },
  )
}

function isKnown(tx: Tx, { sha256, entry }: JournalLine): boolean {
  const known = tx.select({ sha256: journal.sha256 }).from(journal).where(eq(journal.seq, entry.seq)).get()
  if (known && known.sha256 !== sha256) throw otherJournal(`has another entry ${entry.seq} than the portal applied`)
  return known !== undefined
}

function checkChain(tx: Tx, entry: JournalEntry): void {
  const head = readHead(tx)
  const follows = entry.seq === (head?.seq ?? -1) + 1 && entry.previous === (head?.sha256 ?? null)
  if (!follows || (entry.kind === 'genesis') !== (head === null)) {
    throw otherJournal(`has an entry ${entry.seq} that does not follow the one before`)
  }
}

function planDigestOf(entry: JournalEntry): string | null {
  if (entry.kind === 'decision') return entry.decision.planDigest
  return 'planDigest' in entry ? entry.planDigest : null
}

function follow(scene: FollowScene, entry: JournalEntry): void {
  switch (entry.kind) {
    case 'genesis':
      founded(scene, entry)
      break
    case 'person': {
      const { id, groups, active } = entry.person
      const details = { person: id, groups, active, entry: scene.entry }
      told(scene, { kind: 'signer.person-recorded', object: { type: 'person', id }, details })
      break
    }
    case 'policy': {
      const { id, version } = entry.policy
      const details = { policy: id, version, entry: scene.entry }
      told(scene, { kind: 'signer.policy-recorded', object: { type: 'signer', id: 'signer' }, details })
      break
    }
    case 'change': {
      const { change, consents } = entry
      const details = { change, consents: consents.map(({ consent }) => consent.person), entry: scene.entry }
      told(scene, { kind: 'signer.trust-changed', object: { type: 'signer', id: 'signer' }, details })
      break
    }
    case 'submission':
      applySubmission(scene, entry)
      break
    case 'decision':
      applyDecision(scene, entry)
      break
    case 'closed':
      applyClosed(scene, entry)
      break
    case 'quorum':
      applyQuorum(scene, entry)
      break
    case 'signed':
      applySigned(scene, entry)
      break
    case 'recalled':
      applyRecalled(scene, entry)
      break
    case 'key': {
      const { certificateSha256, notAfter, retires } = entry
      const details = { certificateSha256, notAfter, retires, entry: scene.entry }
      told(scene, { kind: 'signer.key-installed', object: { type: 'signer', id: 'signer' }, details })
      break
    }
    case 'secret':
      applySecret(scene, entry)
      break
    case 'secrets-erased':
      applySecretsErased(scene, entry)
      break
    default:
      assertNever(entry)
  }
}

function founded(scene: FollowScene, { mode, certificateSha256 }: Extract<JournalEntry, { kind: 'genesis' }>): void {
  const details = { mode, genesis: scene.entry.sha256, certificateSha256, entry: scene.entry }
  told(scene, { kind: 'signer.founded', object: { type: 'signer', id: 'signer' }, details })
}

function told({ tx, clock, random }: FollowScene, event: Parameters<typeof appendAudit>[2]): void {
  appendAudit(tx, { clock, random, actor: null, address: null }, event)
}

export function otherJournal(how: string): AppError {
  return new AppError(
    'UNPROCESSABLE',
    `The signer’s journal ${how}. The portal applies nothing of it until somebody has looked.`,
  )
}
