import { z } from 'zod'
import { recallReason } from '#core/protocol/recall-list.ts'
import { digest, requestId, requestKind, targetName } from '#core/statement/schemas.ts'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { type AuditFacts, kind } from './kind.ts'

const revision = z.int().min(1)
const plan = { revision, planDigest: digest }
const move = { from: z.enum(REQUEST_STATES), to: z.enum(REQUEST_STATES) }

/** An entry of the signer's journal that the portal applied. */
const entry = z.strictObject({ seq: z.int().min(0), sha256: digest, at: z.string() })
const decided = z.strictObject({ ...plan, ...move, entry })

const quoted = (text: string | undefined) => (text ? `: “${text}”` : '.')
const comment = ({ texts }: Pick<AuditFacts, 'texts'>) => quoted(texts.comment)

/** Events of requests; `object` is the request's id. */
export const REQUEST_KINDS = {
  'request.created': kind(
    'Request created',
    z.strictObject({ revision, kind: requestKind }),
    ({ actor, object, texts }) => `${actor} created ${object}${quoted(texts.title)}`,
  ),
  'request.cloned': kind(
    'Request cloned',
    z.strictObject({ revision, source: requestId, sourceRevision: revision }),
    ({ actor, object, details }) =>
      `${actor} made ${object} from ${details.source} revision ${details.sourceRevision}.`,
  ),
  'request.draft-edited': kind(
    'Draft edited',
    z.strictObject({ revision }),
    ({ actor, object, details }) => `${actor} edited the draft of ${object} revision ${details.revision}.`,
  ),
  'request.draft-deleted': kind(
    'Draft deleted',
    z.strictObject({ revision }),
    ({ actor, object }) => `${actor} deleted the draft ${object}.`,
  ),
  'request.preparation-started': kind(
    'Preparation started',
    z.strictObject({ revision, version: z.int().min(1) }),
    ({ actor, object, details }) => `${actor} sent ${object} revision ${details.revision} on its way to the signer.`,
  ),
  'request.preparation-cancelled': kind(
    'Preparation cancelled',
    z.strictObject({ revision }),
    ({ actor, object, details }) => `${actor} took ${object} revision ${details.revision} back to the draft.`,
  ),
  'request.generated': kind(
    'Plan generated',
    z.strictObject({ ...plan, targets: z.int().min(1), files: z.int().min(1) }),
    ({ object, details: { revision, targets, files } }) =>
      `The portal generated ${files} files for ${targets} targets of ${object} revision ${revision}.`,
  ),
  'request.preparation-refused': kind(
    'Plan refused',
    z.strictObject({ revision, by: z.enum(['rules', 'signer', 'portal']) }),
    ({ object, details: { revision, by }, texts }) => {
      const who = { rules: 'The rules refuse', signer: 'The signer refused', portal: 'The portal could not generate' }
      return `${who[by]} ${object} revision ${revision}${quoted(texts.reason)}`
    },
  ),
  'request.uploaded': kind(
    'Plan taken in by the signer',
    z.strictObject({ ...plan, entry }),
    ({ object, details }) => `The signer made ${object} revision ${details.revision} again and took it in.`,
  ),
  'request.ticket-issued': kind(
    'Led to the signer',
    z.strictObject({ ...plan, action: z.enum(['submit', 'decide', 'withdraw', 'recall']) }),
    ({ actor, object, details: { action, revision } }) =>
      `The portal vouched for ${actor} at the signer, to ${action} ${object} revision ${revision}.`,
  ),
  'request.submitted': kind(
    'Submitted',
    decided,
    ({ actor, object, details }) => `${actor} submitted ${object} revision ${details.revision}.`,
  ),
  'request.approval-given': kind(
    'Approved by a person',
    decided,
    (facts) => `${facts.actor} approved ${facts.object} revision ${facts.details.revision}${comment(facts)}`,
  ),
  'request.rejected': kind(
    'Rejected',
    decided,
    (facts) => `${facts.actor} rejected ${facts.object} revision ${facts.details.revision}${comment(facts)}`,
  ),
  'request.withdrawn': kind(
    'Withdrawn',
    decided,
    (facts) => `${facts.actor} withdrew ${facts.object} revision ${facts.details.revision}${comment(facts)}`,
  ),
  'request.quorum-reached': kind(
    'Approved',
    decided,
    ({ object, details }) => `Enough people approved ${object} revision ${details.revision}.`,
  ),
  'request.signed': kind(
    'Signed',
    z.strictObject({ ...plan, ...move, entry, manifests: z.record(targetName, digest) }),
    ({ object, details: { revision, manifests } }) =>
      `The signer signed ${Object.keys(manifests).length} bundles of ${object} revision ${revision}.`,
  ),
  'request.recall-decided': kind(
    'Recall decided',
    decided,
    (facts) => `${facts.actor} recalled ${facts.object} revision ${facts.details.revision}${comment(facts)}`,
  ),
  'request.recalled': kind(
    'Recalled',
    z.strictObject({ ...plan, ...move, entry, reason: recallReason }),
    ({ object, details: { revision, reason } }) =>
      reason === 'superseded'
        ? `A newer revision replaced ${object} revision ${revision}: its bundles are recalled.`
        : `The bundles of ${object} revision ${revision} are recalled.`,
  ),
  'request.closed': kind(
    'Closed at the signer',
    decided,
    ({ object, details, texts }) =>
      `The signer closed the plan of ${object} revision ${details.revision}${quoted(texts.reason)}`,
  ),
  'request.edited': kind(
    'New revision',
    z.strictObject({ ...move, closedRevision: revision, revision }),
    ({ actor, object, details }) =>
      `${actor} opened revision ${details.revision} of ${object}; approvals of revision ${details.closedRevision} count no more.`,
  ),
  'request.changes-requested': kind(
    'Changes requested',
    z.strictObject({ ...plan, ...move }),
    ({ actor, object, details, texts }) =>
      `${actor} asked for changes of ${object} revision ${details.revision}${quoted(texts.reason)}`,
  ),
  'request.expired': kind(
    'Expired',
    z.strictObject({ ...plan, ...move }),
    ({ object, details }) => `${object} revision ${details.revision} was not signed in time and expired.`,
  ),
  'request.comment-added': kind(
    'Comment',
    z.strictObject({ revision, thread: z.string() }),
    ({ actor, object, details, texts }) =>
      `${actor} commented on ${object} revision ${details.revision}${quoted(texts.comment)}`,
  ),
  'request.thread-resolved': kind(
    'Thread resolved',
    z.strictObject({ revision, thread: z.string() }),
    ({ actor, object }) => `${actor} resolved a thread of ${object}.`,
  ),
  'request.thread-reopened': kind(
    'Thread opened again',
    z.strictObject({ revision, thread: z.string() }),
    ({ actor, object }) => `${actor} opened a thread of ${object} again.`,
  ),
  'bundle.downloaded': kind(
    'Bundle downloaded',
    z.strictObject({ ...plan, targets: z.array(targetName).min(1) }),
    ({ actor, object, details: { revision, targets } }) =>
      `${actor} downloaded ${targets.length === 1 ? `the bundle ${targets[0]}` : `all ${targets.length} bundles`} of ${object} revision ${revision}.`,
  ),
  'bundle.refused': kind(
    'Download refused',
    z.strictObject({}),
    ({ actor, object }) => `${actor} asked for a bundle of ${object} without the right to it, and got nothing.`,
  ),
}
