import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { Finding } from '#core/findings/finding.ts'
import type { Authority, Generated } from '#core/generate/types.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import type { Reader, Tx } from '#db/client.ts'
import { drafts, preparations, requests } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { Services } from '#server/context.ts'
import { carrySecrets } from '#server/secrets/secret-rows.ts'
import { carryAuthors } from '../authors.ts'
import type { RequestRow } from '../find-request.ts'
import type { PreparationRow } from './preparation-row.ts'
import { dropPrepared, storeGenerated } from './store-generated.ts'

type Scene = Pick<Services, 'db' | 'clock' | 'random'>
type Changes = Partial<PreparationRow>

/** A preparation that still has to get somewhere, and its request. */
export interface UnderWay {
  readonly request: RequestRow
  readonly preparation: PreparationRow
}

const MOVING = ['waiting', 'generating', 'uploading'] as const

export function findUnderWay(db: Reader, requestId: string): UnderWay | null {
  const found = db
    .select({ request: requests, preparation: preparations })
    .from(preparations)
    .innerJoin(requests, eq(requests.id, preparations.requestId))
    .where(and(eq(preparations.requestId, requestId), inArray(preparations.step, [...MOVING])))
    .get()
  return found ?? null
}

/** Requests whose preparation still has to get somewhere, longest waiting first. */
export function listUnderWay(db: Reader): string[] {
  return db
    .select({ id: preparations.requestId })
    .from(preparations)
    .where(inArray(preparations.step, [...MOVING]))
    .orderBy(preparations.since)
    .all()
    .map(({ id }) => id)
}

/** The same preparation, unless it was taken back, settled, or begun anew meanwhile. */
const still = ({ preparation: { requestId, version, revision } }: UnderWay): SQL | undefined =>
  and(
    eq(preparations.requestId, requestId),
    eq(preparations.version, version),
    eq(preparations.revision, revision),
    inArray(preparations.step, [...MOVING]),
  )

const change = (tx: Reader, underWay: UnderWay, changes: Changes): boolean =>
  tx.update(preparations).set(changes).where(still(underWay)).run().changes > 0

const now = ({ clock }: Scene) => clock().toISOString()

export function beginGenerating(scene: Scene, underWay: UnderWay): boolean {
  return change(scene.db, underWay, { step: 'generating', since: now(scene), message: null, done: 0, total: 0 })
}

export function noteProgress({ db }: Scene, underWay: UnderWay, done: number, total: number): 'go-on' | 'stop' {
  return change(db, underWay, { done, total }) ? 'go-on' : 'stop'
}

export function beginUpload(scene: Scene, underWay: UnderWay): boolean {
  return change(scene.db, underWay, { step: 'uploading', since: now(scene), message: null, uploadTried: true })
}

export function noteReady(scene: Scene, underWay: UnderWay): void {
  change(scene.db, underWay, { step: 'ready', since: now(scene), message: null })
}

/** The signer is down: `since` stays what it was when it already waited. */
export function keepWaiting(scene: Scene, underWay: UnderWay, message: string): void {
  const { step, since } = underWay.preparation
  change(scene.db, underWay, { step: 'waiting', since: step === 'waiting' ? since : now(scene), message })
}

export function fail(scene: Scene, underWay: UnderWay, message: string): void {
  end(scene, underWay, { by: 'portal', message, step: 'failed' })
}

export interface Refusal {
  readonly by: 'rules' | 'signer'
  readonly message: string
  readonly findings?: readonly Finding[]
  /** The signer holds another plan under this revision: the draft goes on under the next number. */
  readonly numberTaken?: boolean
}

/** The draft is the requester's again, with the reason. The signer journalled nothing of it. */
export function refuse(scene: Scene, underWay: UnderWay, refusal: Refusal): void {
  end(scene, underWay, { ...refusal, step: 'refused' })
}

interface End extends Omit<Refusal, 'by'> {
  readonly by: 'rules' | 'signer' | 'portal'
  readonly step: 'refused' | 'failed'
}

function end(scene: Scene, underWay: UnderWay, { by, message, findings = [], numberTaken, step }: End): void {
  const { requestId, revision } = underWay.preparation
  scene.db.transaction(
    (tx) => {
      const changes = { step, since: now(scene), message, findings: JSON.stringify(findings), uploadTried: false }
      if (!change(tx, underWay, changes)) return
      dropPrepared(tx, requestId, revision)
      if (numberTaken) takeNextNumber(tx, requestId, revision)
      appendAudit(
        tx,
        { ...scene, actor: null, address: null },
        {
          kind: 'request.preparation-refused',
          outcome: 'refused',
          object: { type: 'request', id: requestId },
          details: { revision, by },
          texts: { reason: message },
        },
      )
    },
    { behavior: 'immediate' },
  )
}

/** The draft goes on under the next revision number, because the signer knows a plan of `used`. */
export function takeNextNumber(tx: Tx, requestId: string, used: number): void {
  const revision = used + 1
  tx.update(requests).set({ revision }).where(eq(requests.id, requestId)).run()
  tx.update(drafts).set({ revision }).where(eq(drafts.requestId, requestId)).run()
  tx.update(preparations).set({ revision }).where(eq(preparations.requestId, requestId)).run()
  carryAuthors(tx, { requestId, revision: used }, { requestId, revision })
  carrySecrets(tx, { requestId, revision: used }, { requestId, revision })
}

export function keepGenerated(
  scene: Scene,
  { preparation: { version } }: UnderWay,
  input: GeneratorInput,
  authority: Authority,
  generated: Generated,
): boolean {
  const { requestId, revision } = input
  return scene.db.transaction(
    (tx) => {
      if (!storeGenerated(tx, input, authority, generated, { version, at: now(scene) })) return false
      const { planDigest, targets } = generated
      const files = targets.reduce((total, target) => total + target.files.length, 0)
      appendAudit(
        tx,
        { ...scene, actor: null, address: null },
        {
          kind: 'request.generated',
          object: { type: 'request', id: requestId },
          details: { revision, planDigest, targets: targets.length, files },
        },
      )
      return true
    },
    { behavior: 'immediate' },
  )
}
