import { eq } from 'drizzle-orm'
import type { JournalEntry } from '#core/protocol/protocol.ts'
import { journal } from '#db/schema/journal.ts'
import { readHistory } from '#server/requests/read-history.ts'
import type { Ground } from './race-ground.ts'

/** The signer's journal, the portal's copy of it, the request's state and the audit log: what does not fit together, in words. */
export async function judgeOutcome({ signer, portal }: Ground, id: string, planDigest: string): Promise<string[]> {
  const copy = portal.services.db.select().from(journal).where(eq(journal.planDigest, planDigest)).all()
  const entries = (await wholeJournal(signer.signer)).filter(({ entry }) => planOf(entry) === planDigest)
  const history = readHistory(portal.as('ines'), { id })
  const told = (seq: number) =>
    history.filter(({ details }) => (details.entry as { seq?: number } | undefined)?.seq === seq).length
  const count = (kind: JournalEntry['kind']) => entries.filter(({ entry }) => entry.kind === kind).length
  const decided = (decision: string) =>
    entries.some(({ entry }) => entry.kind === 'decision' && entry.decision.decision === decision)
  const view = portal.view(id)
  const first = view.revisions.find((revision) => revision.planDigest === planDigest)
  const signed = count('signed') > 0
  const closed = count('closed') > 0
  return [
    copy.map(({ sha256 }) => sha256).join() !== entries.map(({ sha256 }) => sha256).join() &&
      'the portal has another journal than the signer',
    ...entries
      .filter(({ entry }) => told(entry.seq) !== 1)
      .map(({ entry }) => `${told(entry.seq)} audit events tell of ${entry.kind} ${entry.seq}`),
    signed && (closed || decided('withdraw')) && 'the signer signed a plan that was ended',
    count('signed') > 1 && 'signed twice',
    count('quorum') > 1 && 'two quorums',
    signed && !['signed', 'recalled'].includes(first?.outcome ?? '') && `signed, and its revision is ${first?.outcome}`,
    !signed && ['signed', 'recalled'].includes(view.state) && `${view.state} without a signature`,
    decided('withdraw') && view.state !== 'withdrawn' && `withdrawn at the signer, ${view.state} here`,
    closed && !decided('withdraw') && view.state !== 'draft' && `closed at the signer, ${view.state} here`,
    decided('recall') && view.state !== 'recalled' && `recalled at the signer, ${view.state} here`,
    count('recalled') !== Number(decided('recall')) && 'a recall that nobody decided',
    view.state === 'approved' && 'approved, and nobody signs',
  ].filter((problem) => problem !== false)
}

async function wholeJournal(signer: Ground['signer']['signer']) {
  const lines: Awaited<ReturnType<typeof signer.journal>>['entries'] = []
  for (;;) {
    const page = await signer.journal(lines.length - 1, 0)
    lines.push(...page.entries)
    if (lines.length >= page.size) return lines
  }
}

function planOf(entry: JournalEntry): string | null {
  if (entry.kind === 'decision') return entry.decision.planDigest
  return 'planDigest' in entry ? entry.planDigest : null
}
