import { z } from 'zod'
import { readEnvironment } from '#core/environment/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { allFindings } from '#core/generate/preview.ts'
import { targetName } from '#core/statement/schemas.ts'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { listAudit } from '#server/audit/list-audit.ts'
import { downloadAllBundles, downloadBundle } from '#server/bundles/download-bundle.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { dayOf } from '#server/requests/content-facts.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { listRequests } from '#server/requests/list-requests.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { viewRequest } from '#server/requests/view-request.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import {
  auditPage,
  draftBody,
  draftShape,
  findingsShape,
  idParams,
  requestDetails,
  requestPage,
  saveBody,
  validateBody,
} from './schemas.ts'

const page = z.coerce.number().int().min(1).max(100_000)
const size = z.coerce.number().int().min(1)
const instant = z.iso.datetime({ offset: true })

/** The whole REST interface. What is not here cannot be done by token: submitting, deciding, people, settings. */
export const ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    operationId: 'listRequests',
    method: 'GET',
    path: '/requests',
    summary: 'Requests that the person may see, the last changed first',
    scope: 'requests:read',
    action: 'requests.list',
    query: z.strictObject({
      search: z.optional(z.string().max(200)),
      state: z.optional(z.enum(REQUEST_STATES)),
      page: z.optional(page),
      pageSize: z.optional(size.max(100)),
    }),
    status: 200,
    answer: requestPage,
    run(context, { search, state, page = 1, pageSize = 25 }) {
      const { rows, total } = listRequests(context, { search, states: state && [state], page, pageSize })
      return { rows: rows.map(({ window: _, waitsForMe: __, ...row }) => row), total }
    },
  }),
  endpoint({
    operationId: 'createDraft',
    method: 'POST',
    path: '/requests',
    summary: 'Makes a draft of the person; a person submits it in the portal',
    scope: 'requests:write',
    action: 'requests.create',
    body: draftBody,
    status: 201,
    answer: draftShape,
    run(context, { environment, case: caseOf }) {
      readEnvironment(environment)
      const { id } = createRequest(context, { title: caseOf.title })
      return saved(context, { id, version: 1, environment, case: caseOf })
    },
  }),
  endpoint({
    operationId: 'readRequest',
    method: 'GET',
    path: '/requests/{id}',
    summary: 'State, revisions, findings and decisions',
    scope: 'requests:read',
    action: 'requests.view',
    params: idParams,
    status: 200,
    answer: requestDetails,
    run: (context, { id }) => details(context, id),
  }),
  endpoint({
    operationId: 'readDraft',
    method: 'GET',
    path: '/requests/{id}/draft',
    summary: 'The open draft with what the rules say of it today',
    scope: 'requests:read',
    action: 'requests.draft',
    params: idParams,
    status: 200,
    answer: draftShape,
    run: (context, { id }) => draft(context, id),
  }),
  endpoint({
    operationId: 'saveDraft',
    method: 'PUT',
    path: '/requests/{id}/draft',
    summary: 'Replaces the draft; 409 when somebody else saved first',
    scope: 'requests:write',
    action: 'requests.saveDraft',
    params: idParams,
    body: saveBody,
    status: 200,
    answer: draftShape,
    run: (context, input) => saved(context, input),
  }),
  endpoint({
    operationId: 'validateEnvironment',
    method: 'POST',
    path: '/validate',
    summary: 'What the rules say of an environment; nothing is stored',
    scope: 'requests:read',
    action: 'requests.list',
    body: validateBody,
    status: 200,
    answer: findingsShape,
    run(context, { environment }) {
      assertAllowed(context.actor, 'requests.list')
      const asOf = dayOf(context.clock())
      return { asOf, findings: allFindings(readEnvironment(environment), asOf) }
    },
  }),
  endpoint({
    operationId: 'downloadBundles',
    method: 'GET',
    path: '/requests/{id}/bundles',
    summary: 'All signed bundles: one ZIP that holds the ZIP of each target',
    scope: 'bundles:read',
    action: 'download.bundle',
    params: idParams,
    status: 200,
    answer: 'zip',
    run: (context, { id }) => downloadAllBundles(context, { id }),
  }),
  endpoint({
    operationId: 'downloadBundle',
    method: 'GET',
    path: '/requests/{id}/bundles/{target}',
    summary: 'The signed bundle of one target',
    scope: 'bundles:read',
    action: 'download.bundle',
    params: idParams.extend({ target: targetName }),
    status: 200,
    answer: 'zip',
    run: (context, { id, target }) => downloadBundle(context, { id }, target),
  }),
  endpoint({
    operationId: 'readAudit',
    method: 'GET',
    path: '/audit',
    summary: 'The audit trail, newest first',
    scope: 'audit:read',
    action: 'audit.list',
    query: z.strictObject({
      before: z.optional(z.coerce.number().int().min(0)),
      limit: z.optional(size.max(200)),
      kind: z.optional(z.string().max(100)),
      objectId: z.optional(z.string().max(64)),
      from: z.optional(instant),
      to: z.optional(instant),
    }),
    status: 200,
    answer: auditPage,
    run: (context, { kind, limit = 50, ...filters }) =>
      listAudit(context, { ...filters, limit, kinds: kind === undefined ? undefined : [kind] }),
  }),
]

function draft(context: UseCaseContext, id: string) {
  const { revision, version, environment, case: caseOf, asOf } = readDraft(context, { id })
  return { id, revision, version, environment, case: caseOf, findings: allFindings(environment, asOf) }
}

function saved(context: UseCaseContext, input: Parameters<typeof saveDraft>[1]) {
  const result = saveDraft(context, input)
  if (result.outcome === 'saved') return draft(context, input.id)
  const message = `${input.id} is at version ${result.theirs.version}. Read it, merge, and save with that version.`
  throw new AppError('CONFLICT', message, { details: { version: result.theirs.version } })
}

function details(context: UseCaseContext, id: string) {
  const { kind, title, ticket, state, owner, createdAt, changedAt, next, revision, revisions, ...view } = viewRequest(
    context,
    { id },
  )
  return {
    id,
    kind,
    title,
    ticket,
    state,
    owner,
    createdAt,
    changedAt,
    next,
    revision,
    revisions: revisions.map(({ revision, outcome, planDigest, frozenAt, recalledAt }) => ({
      revision,
      outcome,
      planDigest,
      frozenAt,
      recalledAt,
    })),
    targets: view.generated?.targets.map(({ target }) => target) ?? [],
    findings: view.findings,
    decisions: view.decisions.map(({ at, person, decision, counts }) => ({ at, person, decision, counts })),
    signedAt: view.signedAt,
  }
}
