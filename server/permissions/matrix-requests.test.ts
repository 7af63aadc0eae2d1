import { blankEnvironment } from '#core/environment/blank.ts'
import { givenRequests } from '#server/testing/given-requests.ts'
import { describeMatrix } from '#server/testing/permission-matrix.ts'

const BOTH = ['own', 'other'] as const
const DIGEST = 'a'.repeat(64)
/** Nothing was generated in this test: who passes the permission gets to hear that. */
const WITHOUT_REVISION = /^done$|has no revision/
const OTHER_PLAN = /^CONFLICT .*edited since/
const THREAD = `t-${'a'.repeat(16)}`
const NO_THREAD = /has no thread/
const CASE = { title: '', ticket: '', acknowledgements: [] }

const { onRequest, portal } = givenRequests()

describeMatrix('requests', portal, {
  'home.view': { relations: BOTH, input: () => undefined },
  'signer.state': { relations: ['other'], input: () => undefined },
  'signer.health': { relations: BOTH, input: () => undefined },
  'requests.list': { relations: BOTH, input: () => ({}) },
  'requests.create': { relations: ['own'], input: () => ({}) },
  'requests.createPasswordUpdate': { relations: ['own'], input: () => ({ from: null }) },
  ...onRequest('requests.secretTicket', {}, /^CONFLICT .*typed on the server/),
  ...onRequest('requests.eraseSecrets'),
  ...onRequest('requests.view', {}, WITHOUT_REVISION),
  ...onRequest('requests.files', {}, WITHOUT_REVISION),
  ...onRequest('requests.file', { target: 'directory', path: 'runbook.html' }, /has no (file|revision)/),
  ...onRequest('requests.history'),
  ...onRequest('requests.preparation'),
  ...onRequest('requests.clone'),
  ...onRequest('requests.draft'),
  ...onRequest('requests.saveDraft', { version: 1, environment: blankEnvironment(''), case: CASE }, /^done$/, [
    'environment',
  ]),
  ...onRequest('requests.deleteDraft', { version: 1 }),
  ...onRequest('requests.submit', { version: 1 }, /^UNPROCESSABLE /),
  ...onRequest('requests.cancelPreparation'),
  ...onRequest('requests.edit'),
  ...onRequest('requests.ticket/submit', { planDigest: DIGEST, action: 'submit' }, OTHER_PLAN),
  ...onRequest('requests.ticket/withdraw', { planDigest: DIGEST, action: 'withdraw' }, OTHER_PLAN),
  ...onRequest('requests.ticket/decide', { planDigest: DIGEST, action: 'decide' }, OTHER_PLAN),
  ...onRequest('requests.ticket/recall', { planDigest: DIGEST, action: 'recall' }, /^CONFLICT .*not signed/),
  ...onRequest('review.threads', {}, WITHOUT_REVISION),
  ...onRequest('review.open', { revision: 1, place: { kind: 'request' }, text: 'Why so late?' }, WITHOUT_REVISION),
  ...onRequest('review.reply', { threadId: THREAD, text: 'Because.' }, NO_THREAD),
  ...onRequest('review.resolve', { threadId: THREAD, resolved: true }, NO_THREAD),
  ...onRequest('requests.requestChanges', { planDigest: DIGEST, reason: 'The window is too short.' }, OTHER_PLAN),
})
