import { eraseSecrets } from '#server/secrets/erase-secrets.ts'
import { issueSecretTicket } from '#server/secrets/issue-secret-ticket.ts'
import { router, signedIn } from '#server/trpc/procedures.ts'
import { cancelPreparation } from './cancel-preparation.ts'
import { cloneRequest } from './clone-request.ts'
import { createPasswordUpdate } from './create-password-update.ts'
import { createRequest } from './create-request.ts'
import { deleteDraft } from './delete-draft.ts'
import { editRequest } from './edit-request.ts'
import {
  createInput,
  createPasswordUpdateInput,
  draftInput,
  fileInput,
  listInput,
  requestChangesInput,
  requestInput,
  saveDraftInput,
  ticketInput,
  viewInput,
} from './inputs.ts'
import { issueTicket } from './issue-ticket.ts'
import { listRequests } from './list-requests.ts'
import { readDraft } from './read-draft.ts'
import { readHistory } from './read-history.ts'
import { readPreparation } from './read-preparation.ts'
import { requestChanges } from './request-changes.ts'
import { listFiles, readFile } from './request-files.ts'
import { saveDraft } from './save-draft.ts'
import { submitRequest } from './submit-request.ts'
import { viewRequest } from './view-request.ts'

export const requestsRouter = router({
  list: signedIn.input(listInput).query(({ ctx, input }) => listRequests(ctx, input)),
  create: signedIn.input(createInput).mutation(({ ctx, input }) => createRequest(ctx, input)),
  createPasswordUpdate: signedIn
    .input(createPasswordUpdateInput)
    .mutation(({ ctx, input }) => createPasswordUpdate(ctx, input)),
  clone: signedIn.input(requestInput).mutation(({ ctx, input }) => cloneRequest(ctx, input)),
  deleteDraft: signedIn.input(draftInput).mutation(({ ctx, input }) => deleteDraft(ctx, input)),
  draft: signedIn.input(requestInput).query(({ ctx, input }) => readDraft(ctx, input)),
  saveDraft: signedIn.input(saveDraftInput).mutation(({ ctx, input }) => saveDraft(ctx, input)),
  submit: signedIn.input(draftInput).mutation(({ ctx, input }) => submitRequest(ctx, input)),
  preparation: signedIn.input(requestInput).query(({ ctx, input }) => readPreparation(ctx, input)),
  cancelPreparation: signedIn.input(requestInput).mutation(({ ctx, input }) => cancelPreparation(ctx, input)),
  ticket: signedIn.input(ticketInput).mutation(({ ctx, input }) => issueTicket(ctx, input)),
  secretTicket: signedIn.input(requestInput).mutation(({ ctx, input }) => issueSecretTicket(ctx, input)),
  eraseSecrets: signedIn.input(requestInput).mutation(({ ctx, input }) => eraseSecrets(ctx, input)),
  view: signedIn.input(viewInput).query(({ ctx, input }) => viewRequest(ctx, input)),
  files: signedIn.input(viewInput).query(({ ctx, input }) => listFiles(ctx, input)),
  file: signedIn.input(fileInput).query(({ ctx, input }) => readFile(ctx, input)),
  history: signedIn.input(requestInput).query(({ ctx, input }) => readHistory(ctx, input)),
  edit: signedIn.input(requestInput).mutation(({ ctx, input }) => editRequest(ctx, input)),
  requestChanges: signedIn.input(requestChangesInput).mutation(({ ctx, input }) => requestChanges(ctx, input)),
})
