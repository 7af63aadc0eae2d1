import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Policy } from '#core/protocol/protocol.ts'
import type { Case, DecisionKind, Mode, PlanStatement, RequestKind } from '#core/statement/schemas.ts'
import type { RequestState } from '#core/workflow/states.ts'

interface PersonRef {
  readonly id: string
  readonly name: string
}

/** A row of the list and of the home page. All instants are UTC, ISO 8601. */
export interface RequestSummary {
  readonly id: string
  readonly title: string
  readonly environmentName: string
  readonly kind: RequestKind
  readonly state: RequestState
  readonly revision: number
  readonly owner: PersonRef
  readonly createdAt: string
  readonly changedAt: string
  /** The conversion window of the latest revision, with its offsets, and its label, e.g. `CET`. */
  readonly window: { readonly notBefore: string; readonly notAfter: string; readonly timeZone: string } | null
  /** What happens next and by whom, one sentence. */
  readonly next: string
  /** The signed-in person must act for this request to go on. */
  readonly waitsForMe: boolean
  readonly errors: number
  readonly warnings: number
  readonly targets: number | null
}

export interface RequestPage {
  readonly rows: readonly RequestSummary[]
  readonly total: number
}

/** The one open draft revision of a request. */
export interface DraftView {
  readonly id: string
  readonly revision: number
  /** Optimistic lock: every save raises it by one. */
  readonly version: number
  readonly environment: Environment
  readonly case: Case
  readonly savedAt: string
  readonly savedBy: PersonRef
  readonly owner: PersonRef
  /** Who wrote this revision or what it was made from, the earliest first. */
  readonly authors: readonly PersonRef[]
  readonly state: RequestState
  /** What an approver asked to change, newest first. */
  readonly changeRequests: readonly { readonly by: PersonRef; readonly at: string; readonly reason: string }[]
  /** The UTC day that findings of this draft are judged by. */
  readonly asOf: string
  /** Targets whose mailbox password was encrypted and fits the draft: what rule P08 is told. */
  readonly ciphertexts: readonly string[]
}

export type SaveDraftResult =
  | { readonly outcome: 'saved'; readonly version: number; readonly savedAt: string }
  /** Somebody else saved first. Nothing was lost: `theirs` is what is stored, the caller still has its own. */
  | { readonly outcome: 'conflict'; readonly theirs: DraftView }

/** How far the generation and the upload of a revision are. `ready`: the requester decides on the signer's page. */
export type Preparation =
  | { readonly step: 'generating'; readonly done: number; readonly total: number }
  | { readonly step: 'waiting-for-signer'; readonly since: string; readonly message: string }
  | { readonly step: 'uploading' }
  | { readonly step: 'ready'; readonly planDigest: string }
  | { readonly step: 'refused'; readonly message: string; readonly findings: readonly Finding[] }
  | { readonly step: 'failed'; readonly message: string }

export interface DecisionView {
  readonly seq: number
  readonly at: string
  readonly person: PersonRef
  readonly decision: DecisionKind
  readonly method: 'passkey' | 'sign-in'
  readonly comment: string | null
  /** False for a word that a later one of the same person replaced. */
  readonly counts: boolean
  readonly validUntil: string | null
}

/** One group of the pinned policy. */
export interface SeatView {
  readonly groupId: string
  readonly title: string
  readonly required: number
  readonly filled: readonly PersonRef[]
  /** People who could still fill a seat; authors can not. */
  readonly waitsFor: readonly PersonRef[]
}

/** What this person may do here now. A null is hidden; a sentence says why it is blocked at the moment. */
export interface RequestRights {
  readonly edit: Right
  readonly submit: Right
  readonly withdraw: Right
  readonly decide: Right
  readonly requestChanges: Right
  readonly download: Right
  readonly recall: Right
  readonly deleteDraft: Right
  readonly clone: Right
  /** Enter or replace the password of the mailbox, on the signer's page. */
  readonly enterSecret: Right
  readonly eraseSecrets: Right
}
/** Absent: the control is not shown. Blocked: shown, and says why it does nothing now. */
export type Right =
  | { readonly state: 'allowed' }
  | { readonly state: 'blocked'; readonly reason: string }
  | { readonly state: 'absent' }

export interface TargetView {
  readonly target: string
  readonly kind: 'directory' | 'client' | 'mim' | 'sql'
  readonly fqdn: string
  readonly summary: string
  readonly steps: number
  readonly minutes: number
  readonly files: number
  readonly bytes: number
}

/** A revision that was generated: everything that people decide on. */
export interface RevisionView {
  readonly revision: number
  readonly planDigest: string
  /** Six BIP-39 words of the first 66 bits. */
  readonly words: readonly string[]
  readonly statement: PlanStatement
  readonly policy: Policy
  readonly targets: readonly TargetView[]
  readonly findings: readonly Finding[]
  readonly plan: Plan
}

export interface RequestView {
  readonly id: string
  readonly kind: RequestKind
  readonly mode: Mode
  readonly title: string
  readonly ticket: string
  readonly state: RequestState
  readonly owner: PersonRef
  /** Who wrote the shown revision or what it was made from, the earliest first: nobody of them decides on it. */
  readonly authors: readonly PersonRef[]
  readonly createdAt: string
  readonly changedAt: string
  readonly next: string
  /** Latest revision: the number that is worked on or decided on. */
  readonly revision: number
  readonly revisions: readonly {
    readonly revision: number
    readonly frozenAt: string | null
    readonly planDigest: string | null
    readonly outcome: 'draft' | 'submitted' | 'approved' | 'signed' | 'recalled' | 'closed'
    readonly closedReason: string | null
    readonly recalledAt: string | null
    readonly recallReason: 'decision' | 'superseded' | null
  }[]
  /** When each state was entered, for the line of life; absent when it never was. */
  readonly reached: Partial<Readonly<Record<RequestState, string>>>
  /** The environment and the case of the shown revision. */
  readonly environment: Environment
  readonly case: Case
  /** What the rules say of it today (draft) or said when it was frozen. */
  readonly findings: readonly Finding[]
  /** Null while no revision was generated. */
  readonly generated: RevisionView | null
  readonly preparation: Preparation | null
  readonly seats: readonly SeatView[]
  readonly decisions: readonly DecisionView[]
  readonly changeRequests: DraftView['changeRequests']
  /** Until when the shown revision must be signed; null where nobody decides any more. */
  readonly decideUntil: string | null
  /** What the reader decided last, on whichever revision. */
  readonly lastVote: {
    readonly revision: number
    readonly at: string
    readonly decision: 'approve' | 'reject'
  } | null
  readonly signedAt: string | null
  /** Where the mailbox password comes encrypted: every server of the MIM Service. Empty otherwise. */
  readonly secrets: readonly SecretView[]
  readonly rights: RequestRights
}

export interface FileEntryView {
  readonly target: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** One generated file, exactly as approved. Every generated file is UTF-8 text. */
export interface FileContentView extends FileEntryView {
  readonly text: string
}

/** One server that a mailbox password may be encrypted for, and whether it was. */
export interface SecretView {
  readonly target: string
  readonly host: string
  readonly account: string
  readonly entered: {
    readonly by: PersonRef
    readonly at: string
    /** Typed on the signer's page, or a file that was encrypted elsewhere. */
    readonly origin: 'typed' | 'file'
    readonly recipientCertificateSha256: string
    /** Entered at the signer; the portal fetches it. */
    readonly isArriving: boolean
    /** False once the host or the account was changed: then it must be entered again. */
    readonly fits: boolean
    readonly erasedAt: string | null
  } | null
}

/** To be POSTed to `action` as the one form field `token`; opens the signer's own page. */
export interface SignerTicket {
  readonly action: string
  readonly token: string
}

/** The signer's own page for a plan or a secret: in a demo by a ticket, in production a link, because people prove themselves there. */
export type SignerPage = SignerTicket | { readonly action: string; readonly token: null }
