import { desc, inArray, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { Reader } from '#db/client.ts'
import { audit, auditTexts } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import type { AuditEventView } from './views.ts'

const bodySchema = z.strictObject({
  type: z.literal('mim-gmsa/audit-event/1'),
  seq: z.int(),
  at: z.string(),
  kind: z.string(),
  outcome: z.enum(['done', 'refused']),
  actor: z.nullable(z.string()),
  object: z.nullable(z.strictObject({ type: z.enum(['request', 'person', 'session', 'signer']), id: z.string() })),
  details: z.record(z.string(), z.unknown()),
  texts: z.record(z.string(), z.string()),
})

/** Events as people read them, newest first. Whoever calls it has asked for the permission. */
export function readEvents(db: Reader, where: SQL | undefined, limit: number): AuditEventView[] {
  const rows = db
    .select({ body: audit.body, leaf: audit.leaf })
    .from(audit)
    .where(where)
    .orderBy(desc(audit.seq))
    .limit(limit)
    .all()
  const events = rows.map(({ body, leaf }) => ({
    body: bodySchema.parse(JSON.parse(body.toString('utf8'))),
    leaf: leaf.toString('hex'),
  }))
  const texts = textsOf(
    db,
    events.map(({ body }) => body.seq),
  )
  const names = new Map(
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .all()
      .map(({ id, name }) => [id, name]),
  )
  const nameOf = (id: string) => names.get(id) ?? id
  return events.map(({ body, leaf }) => {
    const { seq, at, kind, outcome, actor, object, details } = body
    const { address = null, ...free } = texts.get(seq) ?? {}
    const facts = {
      actor: actor === null ? 'Somebody' : nameOf(actor),
      object: object === null ? '' : object.type === 'person' ? nameOf(object.id) : object.id,
      outcome,
      details,
      texts: free,
    }
    return {
      seq,
      at,
      kind,
      outcome,
      actor: actor === null ? null : { id: actor, name: facts.actor },
      object,
      address,
      summary: auditKindWords(kind).sentence(facts),
      details: { ...details, ...free },
      leaf,
    }
  })
}

function textsOf(db: Reader, seqs: readonly number[]): Map<number, Record<string, string>> {
  const texts = new Map<number, Record<string, string>>()
  for (const { seq, name, text } of db
    .select()
    .from(auditTexts)
    .where(inArray(auditTexts.seq, [...seqs]))
    .all()) {
    texts.set(seq, { ...texts.get(seq), [name]: text })
  }
  return texts
}
