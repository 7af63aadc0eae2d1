import type { JournalEntry } from '#core/protocol/protocol.ts'
import type { Reader } from '#db/client.ts'
import type { Actor, Services } from '#server/context.ts'
import { whyUnresolved } from '#server/review/read-threads.ts'
import { readPlanEntries, readSignerPeople } from '#server/signer-link/read-journal.ts'
import { readAuthors, whyAuthor } from './authors.ts'
import { findRevision } from './content.ts'
import { mayReadDraft, type RequestRow } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { whyNotInGroup } from './open-plan.ts'
import { type PersonRef, readNames } from './people.ts'
import { type PreparationRow, readPreparationRow } from './preparation/preparation-row.ts'
import { storedPolicy } from './stored.ts'
import type { SeatView } from './views.ts'
import { lastVoteOf, rejectedBy, seatViews } from './votes.ts'

/** How a request stands, for one person: what the next step, the rights and the home page are judged by. */
export interface Situation {
  readonly row: RequestRow
  readonly actor: Actor
  readonly isOwner: boolean
  readonly preparation: PreparationRow | null
  /** The revision that people decide on, or decided on last. */
  readonly plan: RevisionRow | null
  readonly entries: readonly JournalEntry[]
  readonly seats: readonly SeatView[]
  /** People whose last word is a rejection. */
  readonly rejectedBy: readonly PersonRef[]
  readonly ownVote: 'approve' | 'reject' | null
  /** Why this person can not decide, though they are an approver; null when they can. */
  readonly obstacle: string | null
  /** Why nobody decides yet although they could: open threads, where the settings ask for resolved ones. */
  readonly unresolved: string | null
  readonly nameOf: (id: string) => PersonRef
}

export interface SituationReader {
  readonly of: (row: RequestRow) => Situation
  readonly nameOf: (id: string) => PersonRef
}

/** Reads people once and then the situation of any number of requests. */
export function situationReader({ db, clock }: Pick<Services, 'db' | 'clock'>, actor: Actor): SituationReader {
  const nameOf = readNames(db)
  const people = readSignerPeople(db)
  const now = clock()
  return {
    nameOf,
    of: (row) => {
      const plan = findRevision(db, row.id, row.revision)
      const entries = plan && row.state !== 'draft' ? readPlanEntries(db, plan.planDigest) : []
      const policy = plan && storedPolicy(plan.policy)
      const where = { requestId: row.id, revision: row.revision }
      const authors = policy ? readAuthors(db, where) : []
      return {
        row,
        actor,
        isOwner: row.ownerId === actor.id,
        preparation: preparationFor(db, row, actor),
        plan,
        entries,
        seats: policy ? seatViews({ policy, entries, people, requesterId: row.ownerId, authors, now, nameOf }) : [],
        rejectedBy: rejectedBy(entries).map(nameOf),
        ownVote: lastVoteOf(entries, actor.id),
        obstacle: policy && (whyAuthor(db, where, actor.id) ?? whyNotInGroup(people, actor.id, policy)),
        unresolved: row.state === 'submitted' || row.state === 'rejected' ? whyUnresolved(db, row.id) : null,
        nameOf,
      }
    },
  }
}

function preparationFor(db: Reader, row: RequestRow, actor: Actor): PreparationRow | null {
  return row.state === 'draft' && mayReadDraft(actor, row) ? readPreparationRow(db, row.id) : null
}
