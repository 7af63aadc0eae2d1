import type { Ledger } from '../ledger.ts'

/** Takes back every signed revision of which a newer one is signed. Called after each signing, and at start for what a crash left. */
export function recallSuperseded(ledger: Ledger): void {
  const signed = [...ledger.state.submissions.values()].filter((record) => record.signed)
  for (const record of signed) {
    if (record.recalled) continue
    const newer = signed.find(({ requestId, revision }) => requestId === record.requestId && revision > record.revision)
    if (!newer) continue
    const { planDigest } = record
    ledger.append({ kind: 'recalled', planDigest, reason: 'superseded', by: newer.planDigest })
  }
}
