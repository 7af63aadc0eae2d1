import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { RecallAnswer, RecallList } from '#core/protocol/recall-list.ts'
import { signEnclosed } from '#crypto/cms/enclosed.ts'
import type { Authority } from '../authority.ts'
import type { SignerState } from '../state/state.ts'

const HOUR_MS = 3_600_000
/** How long a list may be relied on before its reader must ask for a newer one. */
const VALID_MS = 7 * 24 * HOUR_MS

const issued = new WeakMap<Authority, RecallAnswer>()

/** The signed recall list: the last one while it is less than an hour old and nothing was recalled since, else a new one. */
export async function issueRecallList(authority: Authority): Promise<RecallAnswer> {
  const { genesis, key, ledger } = authority
  if (!key) throw new AppError('FORBIDDEN', 'The signer has no signing key.')
  const now = ledger.clock()
  const list = recallList(ledger.state, genesis.digest, now)
  const last = issued.get(authority)
  const age = last ? now.getTime() - Date.parse(last.issuedAt) : Number.POSITIVE_INFINITY
  if (last && last.seq === list.seq && age >= 0 && age < HOUR_MS) return last
  const signed = await signEnclosed(Buffer.from(canonicalJson(list), 'utf8'), key.signer, now)
  const { seq, issuedAt, nextUpdate } = list
  const answer = { seq, issuedAt, nextUpdate, base64: Buffer.from(signed).toString('base64') }
  issued.set(authority, answer)
  return answer
}

/** What is recalled now, by plan digest. `seq` is the journal's number of the last recall. */
export function recallList(state: SignerState, genesis: string, now: Date): RecallList {
  const recalled = [...state.submissions.values()].flatMap(({ planDigest, requestId, revision, recalled }) =>
    recalled ? [{ planDigest, requestId, revision, at: recalled.at, reason: recalled.reason, seq: recalled.seq }] : [],
  )
  return {
    type: 'mim-gmsa/recall-list/1',
    genesis,
    seq: Math.max(0, ...recalled.map(({ seq }) => seq)),
    issuedAt: wholeSeconds(now),
    nextUpdate: wholeSeconds(new Date(now.getTime() + VALID_MS)),
    recalled: recalled.map(({ seq: _, ...entry }) => entry).toSorted((a, b) => (a.planDigest < b.planDigest ? -1 : 1)),
  }
}

const wholeSeconds = (at: Date) => `${at.toISOString().slice(0, 19)}Z`
