import type { z } from 'zod'
import type {
  bundleFilesSchema,
  journalPageSchema,
  SecretOrder,
  SignerStatus,
  StoredSecret,
  Submission,
  signedSchema,
} from './protocol.ts'
import type { RecallAnswer } from './recall-list.ts'

/**
 * The signer as the web process sees it. Implemented by the HTTP client of `server/signer-link`, and by the signer itself,
 * so that the demo seed and tests can run both halves in one process. Every method throws AppError.
 */
export interface SignerApi {
  status(): Promise<SignerStatus>
  /** Idempotent for equal bytes. Refuses (UNPROCESSABLE) whatever differs from what the signer regenerates. */
  submit(submission: Submission): Promise<{ planDigest: string }>
  /** Entries with a sequence above `after` (-1 for all); waits up to `waitSeconds` for the first one. */
  journal(after: number, waitSeconds: number): Promise<z.infer<typeof journalPageSchema>>
  /** Idempotent. CONFLICT while the quorum is not reached or the submission is closed. */
  sign(planDigest: string): Promise<z.infer<typeof signedSchema>>
  bundle(planDigest: string, target: string): Promise<z.infer<typeof bundleFilesSchema>>
  /** The signed list of recalled plans, at most an hour old. FORBIDDEN without a signing key. */
  recallList(): Promise<RecallAnswer>
  /** Idempotent. After it no decision and no signature is possible for this plan digest. */
  close(planDigest: string, reason: string): Promise<void>
  /** Ends the person's sessions on the signer's pages: they signed out of the portal, or were disabled there. */
  leave(person: string): Promise<void>
  /** Lays down what a person may enter; its page is found under the SHA-256 of the order. Forgotten at a restart. */
  layOrder(order: SecretOrder): Promise<{ orderSha256: string }>
  /** A ciphertext that somebody entered, by the SHA-256 of its text. GONE once erased. */
  secret(cmsSha256: string): Promise<StoredSecret>
  /** Idempotent. Forgets every ciphertext of a request, the plans that hold one included. */
  eraseSecrets(requestId: string, reason: string): Promise<void>
}
