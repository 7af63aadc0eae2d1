import { randomBytes } from 'node:crypto'
import type { Environment } from '#core/environment/environment.ts'
import { generate } from '#core/generate/generate.ts'
import type { Case } from '#core/statement/schemas.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { type Db, migrateDb, openDb } from '#db/client.ts'
import { passwords, people, personRoles } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { hashPassphrase } from '#server/auth/passphrase-hash.ts'
import { createSignInLimits } from '#server/auth/sign-in-limits.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readActor } from '#server/people/read-people.ts'
import { findRevision } from '#server/requests/content.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { signTicket } from '#server/requests/issue-ticket.ts'
import { advancePreparation } from '#server/requests/preparation/advance-preparation.ts'
import type { PrepareServices } from '#server/requests/preparation/prepare-services.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { submitRequest } from '#server/requests/submit-request.ts'
import { createSignerLink } from '#server/signer-link/create-signer-link.ts'
import { createPortalKey } from '#server/signer-link/portal-key.ts'
import { readGroups } from '#server/signer-link/read-journal.ts'
import { createSigner, type SignerProcess } from '#signer/create-signer.ts'
import { DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_POLICY, DEMO_UPDATE_POLICY } from './demo-people.ts'

export interface StageOptions {
  readonly database: string
  readonly signerDir: string
  readonly portalUrl: string
  readonly pagesUrl: string
}

export interface Content {
  readonly environment: Environment
  readonly case: Case
}

/** Portal and signer in one process, with a clock that the story sets, and one method for each thing that a person does. */
export class DemoStage {
  readonly db: Db
  readonly signer: SignerProcess
  readonly services: PrepareServices
  /** What time it is in the story. */
  now = new Date()

  constructor({ database, signerDir, pagesUrl, portalUrl }: StageOptions) {
    const clock = () => this.now
    const root = process.cwd()
    const db = openDb(database)
    migrateDb(db, 'db/migrations')
    this.db = db
    this.signer = createSigner({ dir: signerDir, root, mode: 'demo', clock, pagesOrigin: pagesUrl, portalUrl })
    const base = { db, clock, random: (bytes: number): Uint8Array => randomBytes(bytes) }
    const staticFiles = readStaticFiles(root)
    this.services = {
      ...base,
      limits: createSignInLimits(),
      groupsOf: (id) => readGroups(db, id),
      signer: createSignerLink({ ...base, api: this.signer, mode: 'demo', pagesUrl }),
      generate: async (input, authority, progress) => generate(input, authority, staticFiles, progress),
      reportError: (error) => {
        throw error
      },
    }
  }

  /** Accounts of the portal and the signer's founding: its people, its policy, and the portal's key. */
  async furnish(): Promise<void> {
    const { db, services } = this
    const hash = await hashPassphrase(DEMO_PASSPHRASE, services.random)
    const at = this.now.toISOString()
    db.transaction(
      (tx) => {
        for (const { user: id, name, roles } of DEMO_PEOPLE) {
          tx.insert(people).values({ id, user: id, name, createdAt: at }).run()
          tx.insert(passwords).values({ personId: id, hash, mustChange: false, setAt: at }).run()
          for (const role of roles) tx.insert(personRoles).values({ personId: id, role }).run()
          const scene = { ...services, actor: null, address: null }
          const details = { roles, via: 'command-line' as const }
          const texts = { user: id, name }
          appendAudit(tx, scene, { kind: 'person.created', object: { type: 'person', id }, details, texts })
        }
      },
      { behavior: 'immediate' },
    )
    const portalKey = createPortalKey(db)
    const known = DEMO_PEOPLE.map(({ user: id, name, groups }) => ({ id, name, groups: [...groups], active: true }))
    await this.signer.initDemo({ people: known, policies: [DEMO_POLICY, DEMO_UPDATE_POLICY], portalKey })
    await services.signer.catchUp()
  }

  as(user: string): UseCaseContext {
    const actor = readActor(this.db, user, null)
    if (!actor) throw new Error(`the demo has nobody named ${user}`)
    return { ...this.services, actor, address: '127.0.0.1' }
  }

  draft(owner: string, content: Content): string {
    const { id } = createRequest(this.as(owner), { title: content.case.title })
    this.save(owner, id, content)
    return id
  }

  save(owner: string, id: string, content: Content): void {
    const { version } = readDraft(this.as(owner), { id })
    const { outcome } = saveDraft(this.as(owner), { id, version, ...content })
    if (outcome !== 'saved') throw new Error(`${id} was not saved`)
  }

  /** From the draft to the requester's word on the signer's page. */
  async submit(owner: string, id: string): Promise<void> {
    const { version } = readDraft(this.as(owner), { id })
    await submitRequest(this.as(owner), { id, version })
    await advancePreparation(this.services, id)
    await this.services.signer.catchUp()
    await this.decide(owner, id, 'submit')
  }

  async decide(
    user: string,
    id: string,
    decision: 'submit' | 'approve' | 'reject' | 'withdraw',
    comment: string | null = null,
  ): Promise<void> {
    const action = decision === 'submit' || decision === 'withdraw' ? decision : 'decide'
    const ticket = signTicket(this.as(user), { id, planDigest: this.planDigest(user, id), action })
    await this.signer.decide({ ticket, decision, comment })
    await this.services.signer.catchUp()
  }

  planDigest(user: string, id: string): string {
    const { revision } = findRequest(this.db, this.as(user).actor, id)
    const digest = findRevision(this.db, id, revision)?.planDigest
    if (digest === undefined) throw new Error(`${id} has no plan`)
    return digest
  }

  async close(): Promise<void> {
    await this.signer.stop()
    this.db.$client.pragma('wal_checkpoint(TRUNCATE)')
    this.db.$client.close()
  }
}
