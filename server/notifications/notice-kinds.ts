/** Who is told: people who decide, whoever wrote it, who carries it out, who takes part in its threads. */
export type Audience = 'deciders' | 'authors' | 'operators' | 'speakers'

interface NoticeKind {
  /** What happened, after the request's id: `MG-0001 was submitted`. */
  readonly words: string
  /** What follows from it for the reader. */
  readonly next: string
  readonly audience: readonly Audience[]
}

/** Audit events that people are told of: every change of state, and comments. */
export const NOTICE_KINDS: Readonly<Record<string, NoticeKind>> = {
  'request.submitted': { words: 'was submitted', next: 'It waits for decisions.', audience: ['deciders'] },
  'request.approval-given': { words: 'was approved by one person', next: 'It goes on.', audience: ['authors'] },
  'request.rejected': { words: 'was rejected', next: 'Make a new revision, or withdraw it.', audience: ['authors'] },
  'request.changes-requested': {
    words: 'needs changes',
    next: 'An approver says what to change.',
    audience: ['authors'],
  },
  'request.quorum-reached': { words: 'is approved', next: 'The signer signs its bundles.', audience: ['authors'] },
  'request.signed': { words: 'is signed', next: 'Its bundles can be downloaded.', audience: ['authors', 'operators'] },
  'request.withdrawn': { words: 'was withdrawn', next: 'Nobody needs to decide any more.', audience: ['deciders'] },
  'request.edited': {
    words: 'is being edited',
    next: 'Approvals of the revision before count no more.',
    audience: ['deciders'],
  },
  'request.closed': { words: 'was closed at the signer', next: 'Look at the reason.', audience: ['authors'] },
  'request.expired': {
    words: 'expired',
    next: 'It was not signed in time. A new revision starts again.',
    audience: ['authors', 'deciders'],
  },
  'request.recalled': {
    words: 'was recalled',
    next: 'Run nothing of its bundles.',
    audience: ['authors', 'operators', 'deciders'],
  },
  'request.comment-added': {
    words: 'has a new comment',
    next: 'Read and answer it.',
    audience: ['authors', 'speakers'],
  },
}

/** Shown for an event of a kind that this version does not know. */
export const noticeWords = (kind: string): Pick<NoticeKind, 'words' | 'next'> =>
  NOTICE_KINDS[kind] ?? { words: 'changed', next: 'Look at it.' }
