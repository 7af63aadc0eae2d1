import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { GeneratedOutline, StaticFile } from '#core/generate/types.ts'
import { type Policy, type Submission, submissionSchema, type Ticket } from '#core/protocol/protocol.ts'
import { type Case, caseSchema, type Mode, planStatementSchema } from '#core/statement/schemas.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { regenerate } from './generate/regenerate.ts'
import { lockFolder } from './journal/folder-lock.ts'
import { loadSigningKey, type SigningKey } from './keys/signing-key.ts'
import type { TimestampOptions } from './keys/timestamps.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { isQuorumNew } from './quorum/standing-quorum.ts'
import { recallSuperseded } from './recall/recall-superseded.ts'
import { SecretDesk } from './secrets/secret-desk.ts'
import { SignedStore } from './sign/signed-store.ts'
import { type Genesis, pinnedPolicy, type SubmissionRecord, secretsOf } from './state/state.ts'
import { BlobStore } from './store/blob-store.ts'

export interface SignerOptions {
  /** Folder of the signer: journal, keys, stored bytes. Made with mode 0700 when it is missing. */
  readonly dir: string
  /** Folder of the installed release: `core/` and `powershell/` of this signer, not of the web. */
  readonly root: string
  readonly mode: Mode
  readonly clock: () => Date
  /** Origin of the decision pages, as people type it. */
  readonly pagesOrigin: string
  /** Origin of the portal, for the link back. */
  readonly portalUrl: string
  /** Web and signer were allowed to share an account: every page says so. */
  readonly oneAccount?: boolean
  /** RFC 3161 authority; absent: signatures carry no timestamp. */
  readonly timestamps?: TimestampOptions
  /** Passphrase of the key's file; production refuses a key without one. */
  readonly keyPassphrase?: string
  /** Random bytes for nonces and serial numbers; node:crypto when absent. */
  readonly random?: (size: number) => Uint8Array
}

/** A plan as this signer made it itself, with what it was made from. */
export interface PlanContent {
  readonly submission: Submission
  readonly policy: Policy
  readonly generated: GeneratedOutline
}

// A page asks for its plan several times; a plan of hundreds of servers is some megabytes.
const KEPT_PLANS = 4

/** Everything the signer knows and holds. One per folder. */
export class Authority {
  readonly options: SignerOptions
  readonly ledger: Ledger
  readonly blobs: BlobStore
  readonly signedStore: SignedStore
  /** Ciphertexts that people entered, until they are erased. */
  readonly secrets: BlobStore
  /** Orders under which somebody is led here to enter a secret. */
  readonly orders = new SecretDesk()
  readonly random: (size: number) => Uint8Array
  key: SigningKey | null
  /** What ends when a person signs out of the portal; the pages add their sessions. */
  readonly departures = new Set<(person: string) => void>()
  readonly #unlock: () => void
  readonly #contents = new Map<string, PlanContent>()
  #staticFiles: readonly StaticFile[] | null = null

  constructor(options: SignerOptions) {
    this.options = options
    this.random = options.random ?? randomBytes
    mkdirSync(options.dir, { recursive: true, mode: 0o700 })
    this.#unlock = lockFolder(options.dir)
    try {
      this.ledger = openLedger(options.dir, options.clock)
      this.blobs = new BlobStore(join(options.dir, 'blobs'))
      this.secrets = new BlobStore(join(options.dir, 'secrets'))
      this.signedStore = new SignedStore(this.blobs, join(options.dir, 'signatures'))
      this.key = this.#loadKey()
      this.#checkFounding()
      this.#finishWhatACrashLeft()
    } catch (error) {
      this.#unlock()
      throw error
    }
  }

  leave(person: string): void {
    for (const end of this.departures) end(person)
  }

  get staticFiles(): readonly StaticFile[] {
    this.#staticFiles ??= readStaticFiles(this.options.root)
    return this.#staticFiles
  }

  /** The genesis, or FORBIDDEN with words when nobody has set this signer up. */
  get genesis(): Genesis {
    const { genesis } = this.ledger.state
    if (!genesis || !this.key) {
      throw new AppError(
        'FORBIDDEN',
        'The signer is not set up: it has no journal or no signing key. Nothing can be submitted or signed.',
      )
    }
    return genesis
  }

  record(planDigest: string): SubmissionRecord {
    const found = this.ledger.state.submissions.get(planDigest)
    if (!found)
      throw new AppError('NOT_FOUND', 'The signer does not know this plan. Open the request in the portal again.')
    return found
  }

  /** The plan of a submission, made again by this installation. UNPROCESSABLE when the generator changed since. */
  content(record: SubmissionRecord): PlanContent {
    const known = this.#contents.get(record.planDigest)
    if (known) return known
    const submission = this.submission(record)
    const policy = pinnedPolicy(this.ledger.state, record)
    const generated = regenerate(submission, this.genesis.digest, policy, this.staticFiles)
    return this.remember({ submission, policy, generated })
  }

  remember(content: PlanContent): PlanContent {
    const [oldest] = this.#contents.keys()
    if (this.#contents.size >= KEPT_PLANS && oldest !== undefined) this.#contents.delete(oldest)
    this.#contents.set(content.generated.planDigest, content)
    return content
  }

  /** GONE when it held ciphertexts that were erased. */
  submission(record: SubmissionRecord): Submission {
    if (record.secretsErased && !this.blobs.has(record.submissionSha256)) {
      throw new AppError(
        'GONE',
        'The encrypted password of this plan was erased, and the plan with it. Nothing more can be decided on it.',
      )
    }
    return submissionSchema.parse(this.#json(record.submissionSha256))
  }

  /** What a plan is named by. GONE for everything but a recall when the plan itself was erased. */
  caseOf(record: SubmissionRecord, action: Ticket['action']): Case {
    if (action !== 'recall' || this.blobs.has(record.submissionSha256)) return this.submission(record).input.case
    const { caseSha256 } = planStatementSchema.parse(this.#json(record.planDigest))
    return caseSchema.parse(this.#json(caseSha256))
  }

  /** Removes every ciphertext of a request that the journal calls erased: what was entered, and plans that hold one. */
  eraseSecrets(requestId: string): void {
    for (const { cmsSha256, erased } of secretsOf(this.ledger.state, requestId)) {
      if (erased) this.secrets.erase(cmsSha256)
    }
    for (const record of this.ledger.state.submissions.values()) {
      if (record.requestId !== requestId || !record.secretsErased || !this.blobs.has(record.submissionSha256)) continue
      const { planStatement, input } = this.submission(record)
      if (Object.keys(input.ciphertexts).length === 0) continue
      // Both under the digests that people approved.
      for (const kept of [planStatement, input.case]) this.blobs.put(Buffer.from(canonicalJson(kept), 'utf8'))
      this.blobs.erase(record.submissionSha256)
      this.#contents.delete(record.planDigest)
    }
  }

  stop(): void {
    this.ledger.journal.stop()
    this.#unlock()
  }

  #json(sha256: string): unknown {
    return JSON.parse(Buffer.from(this.blobs.get(sha256)).toString('utf8'))
  }

  // The journal names the certificate; whatever else lies in the folder does not sign.
  #loadKey(): SigningKey | null {
    const { dir, mode, keyPassphrase } = this.options
    return loadSigningKey(dir, this.ledger.state.keys.at(-1) ?? null, {
      ...(keyPassphrase === undefined ? {} : { passphrase: keyPassphrase }),
      onlySealed: mode === 'production',
    })
  }

  #checkFounding(): void {
    const { genesis } = this.ledger.state
    if (!genesis) return
    if (genesis.mode !== this.options.mode) {
      throw new AppError(
        'FORBIDDEN',
        `This folder was set up in ${genesis.mode} mode and can not be used in ${this.options.mode} mode.`,
      )
    }
    const expected = this.ledger.state.keys.at(-1)
    if (expected !== undefined && this.key === null) {
      throw new AppError(
        'FORBIDDEN',
        `The signing key that the journal names (certificate ${expected.slice(0, 16)}…) is not in this folder. Restore \`keys/\` from its backup.`,
      )
    }
  }

  // A decision and what follows from it are two lines of the journal: a crash may stand between them.
  #finishWhatACrashLeft(): void {
    for (const requestId of new Set(this.ledger.state.secrets.map((secret) => secret.requestId))) {
      this.eraseSecrets(requestId)
    }
    for (const record of this.ledger.state.submissions.values()) {
      const { planDigest } = record
      if (
        record.signed &&
        !record.recalled &&
        record.decisions.some(({ decision }) => decision.decision === 'recall')
      ) {
        this.ledger.append({ kind: 'recalled', planDigest, reason: 'decision', by: null })
      }
      if (record.closed || record.signed || record.secretsErased) continue
      if (record.decisions.some(({ decision }) => decision.decision === 'withdraw')) {
        this.ledger.append({ kind: 'closed', planDigest, reason: 'withdrawn by the requester' })
      } else if (record.decisions.length > 1) {
        const policy = pinnedPolicy(this.ledger.state, record)
        if (isQuorumNew(this.ledger.state, record, policy, this.options.clock())) {
          this.ledger.append({ kind: 'quorum', planDigest })
        }
      }
    }
    recallSuperseded(this.ledger)
  }
}
