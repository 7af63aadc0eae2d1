import type { IconName } from '#components/ui/icon-paths.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { AuditEventView } from '#server/audit/views.ts'

interface Look {
  readonly icon: IconName
  readonly tone?: Tone
}

const LOOKS: Readonly<Record<string, Look>> = {
  'session.started': { icon: 'person' },
  'session.ended': { icon: 'person' },
  'request.created': { icon: 'plus' },
  'request.cloned': { icon: 'copy' },
  'request.draft-deleted': { icon: 'trash' },
  'request.preparation-cancelled': { icon: 'undo' },
  'request.preparation-refused': { icon: 'error', tone: 'err' },
  'request.generated': { icon: 'file' },
  'request.uploaded': { icon: 'upload' },
  'request.ticket-issued': { icon: 'external' },
  'request.submitted': { icon: 'submitted', tone: 'run' },
  'request.approval-given': { icon: 'approved', tone: 'ok' },
  'request.quorum-reached': { icon: 'approved', tone: 'ok' },
  'request.rejected': { icon: 'rejected', tone: 'err' },
  'request.withdrawn': { icon: 'withdrawn' },
  'request.recall-decided': { icon: 'rejected', tone: 'err' },
  'request.recalled': { icon: 'rejected', tone: 'err' },
  'request.signed': { icon: 'signed', tone: 'seal' },
  'request.closed': { icon: 'lock' },
  'request.edited': { icon: 'edit' },
  'request.changes-requested': { icon: 'changes', tone: 'warn' },
  'request.expired': { icon: 'wait', tone: 'warn' },
  'request.comment-added': { icon: 'comment' },
  'request.thread-resolved': { icon: 'done' },
  'request.thread-reopened': { icon: 'comment' },
  'bundle.downloaded': { icon: 'download' },
}

const BY_FAMILY: Readonly<Record<string, IconName>> = {
  session: 'person',
  person: 'people',
  signer: 'server',
  request: 'list',
  bundle: 'download',
  discovery: 'server',
}

/** Shape and colour of an event; quiet unless it matters. A kind of a newer version gets the shape of its family. */
export function eventLook({ kind, outcome }: Pick<AuditEventView, 'kind' | 'outcome'>): Look {
  if (outcome === 'refused') return { icon: 'rejected', tone: 'err' }
  const known = Object.hasOwn(LOOKS, kind) ? LOOKS[kind] : undefined
  const family = kind.split('.')[0] ?? ''
  return known ?? { icon: (Object.hasOwn(BY_FAMILY, family) ? BY_FAMILY[family] : undefined) ?? 'dot' }
}
