import { type KeyObject, randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { generate } from '#core/generate/generate.ts'
import type { GeneratorInput, SignedTicket } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import type { Role } from '#core/workflow/states.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readActor } from '#server/people/read-people.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { signTicket } from '#server/requests/issue-ticket.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { submitRequest } from '#server/requests/submit-request.ts'
import { viewRequest } from '#server/requests/view-request.ts'
import type { BackgroundServices } from '#server/signer-link/background.ts'
import { createSignerLink } from '#server/signer-link/create-signer-link.ts'
import { storePortalKey } from '#server/signer-link/portal-key.ts'
import { readGroups } from '#server/signer-link/read-journal.ts'
import { workOnce } from '#server/signer-link/work.ts'
import { buildServices } from './build-context.ts'

/** The parts of `signer/testing/build-signer.ts` that a portal needs; the signer itself comes from the test. */
export interface SignerOfTest {
  readonly signer: SignerApi & {
    decide(input: { ticket: SignedTicket; decision: DecisionKind; comment: string | null }): Promise<unknown>
  }
  readonly portalKey: KeyObject
  now: Date
}

export const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  ines: ['requester'],
  petra: ['requester'],
  tomas: ['approver'],
  amara: ['approver'],
  both: ['approver', 'requester'],
  lukas: ['operator'],
  anna: ['auditor'],
  felix: ['administrator'],
  nina: ['approver'],
}

/** A portal on an empty database beside a signer in the same process. */
export class TestPortal {
  readonly test: SignerOfTest
  readonly services: BackgroundServices
  /** Takes the signer's answers away, or changes them. */
  api: SignerApi
  readonly reported: unknown[] = []

  constructor(test: SignerOfTest, db = buildServices().db) {
    this.test = test
    this.api = test.signer
    const base = { ...buildServices({ db }), clock: () => test.now, random: (bytes: number) => randomBytes(bytes) }
    const staticFiles = readStaticFiles(process.cwd())
    this.services = {
      ...base,
      groupsOf: (id) => readGroups(db, id),
      signer: createSignerLink({ ...base, api: this.#forwarding(), mode: 'demo', pagesUrl: 'http://localhost:3991' }),
      generate: async (input, authority, progress) => generate(input, authority, staticFiles, progress),
      reportError: (error) => String(this.reported.push(error)),
    }
  }

  /** People and the key that the genesis names. Portals that share a signer need requests of different numbers. */
  furnish(firstNumber = 1): this {
    const { db } = this.services
    if (firstNumber > 1) db.run(sql`INSERT INTO sqlite_sequence (name, seq) VALUES ('requests', ${firstNumber - 1})`)
    for (const [id, roles] of Object.entries(PEOPLE)) {
      db.insert(people)
        .values({ id, user: id, name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Test`, createdAt: START })
        .run()
      for (const role of roles) db.insert(personRoles).values({ personId: id, role }).run()
    }
    storePortalKey(db, this.test.portalKey)
    return this
  }

  /** The same database under a new process. */
  restart(): TestPortal {
    return new TestPortal(this.test, this.services.db)
  }

  #forwarding(): SignerApi {
    return {
      status: () => this.api.status(),
      submit: (submission) => this.api.submit(submission),
      journal: (after, wait) => this.api.journal(after, wait),
      sign: (planDigest) => this.api.sign(planDigest),
      bundle: (planDigest, target) => this.api.bundle(planDigest, target),
      leave: (person) => this.api.leave(person),
      recallList: () => this.api.recallList(),
      close: (planDigest, reason) => this.api.close(planDigest, reason),
      layOrder: (order) => this.api.layOrder(order),
      secret: (cmsSha256) => this.api.secret(cmsSha256),
      eraseSecrets: (requestId, reason) => this.api.eraseSecrets(requestId, reason),
    }
  }

  as(id: string): UseCaseContext {
    const actor = readActor(this.services.db, id, null)
    if (!actor) throw new Error(`no person ${id}`)
    return { ...this.services, actor, address: '192.0.2.1' }
  }

  /** What the background does, until nothing moves: follow, work, follow. */
  async work(): Promise<void> {
    await this.services.signer.catchUp()
    await workOnce(this.services)
    await this.services.signer.catchUp()
  }

  state(id: string): string | undefined {
    const { db } = this.services
    return db.select({ state: requests.state }).from(requests).where(eq(requests.id, id)).get()?.state
  }

  view(id: string, person = 'ines', revision?: number) {
    return viewRequest(this.as(person), { id, revision })
  }

  planDigest(id: string, person = 'ines'): string {
    const digest = this.view(id, person).generated?.planDigest
    if (!digest) throw new Error(`${id} has no plan`)
    return digest
  }

  /** A complete draft of `owner`. */
  draft({ environment, case: caseOf }: Pick<GeneratorInput, 'environment' | 'case'>, owner = 'ines'): string {
    const context = this.as(owner)
    const { id } = createRequest(context, {})
    const saved = saveDraft(context, { id, version: 1, environment, case: caseOf })
    if (saved.outcome !== 'saved') throw new Error('not saved')
    return id
  }

  /** Sends the draft to the signer; there nobody has decided yet. */
  async prepare(id: string, owner = 'ines'): Promise<string> {
    const { version } = readDraft(this.as(owner), { id })
    await submitRequest(this.as(owner), { id, version })
    await this.work()
    return this.planDigest(id, owner)
  }

  /** What a person does on the signer's page; the portal has not heard of it. */
  async decide(id: string, person: string, decision: DecisionKind, comment: string | null = null): Promise<void> {
    const action = decision === 'approve' || decision === 'reject' ? 'decide' : decision
    const owner = action === 'decide' ? person : 'ines'
    const ticket = signTicket(this.as(person), {
      id,
      planDigest: this.planDigest(id, owner),
      action,
    })
    await this.test.signer.decide({ ticket, decision, comment })
  }

  async submitted(input: Pick<GeneratorInput, 'environment' | 'case'>): Promise<string> {
    const id = this.draft(input)
    await this.prepare(id)
    await this.decide(id, 'ines', 'submit')
    await this.work()
    return id
  }

  async signed(input: Pick<GeneratorInput, 'environment' | 'case'>): Promise<string> {
    const id = await this.submitted(input)
    await this.decide(id, 'tomas', 'approve')
    await this.work()
    await this.decide(id, 'amara', 'approve', 'Fine')
    await this.work()
    return id
  }
}

const START = '2026-11-24T08:00:00.000Z'

export const unreachable = (): Promise<never> =>
  Promise.reject(new AppError('SIGNER_UNREACHABLE', 'The signer does not answer.'))
