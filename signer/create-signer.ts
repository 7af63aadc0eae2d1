import { AppError } from '#core/errors/app-error.ts'
import type { SignedTicket } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { Authority, type SignerOptions } from './authority.ts'
import { checkTicket } from './decisions/check-ticket.ts'
import { recordDecision } from './decisions/record-decision.ts'
import { type DemoSetup, initDemo } from './init-demo.ts'
import { readBundle } from './read-bundle.ts'
import { issueRecallList } from './recall/issue-recall-list.ts'
import { eraseSecrets, readSecret } from './secrets/stored-secrets.ts'
import { signApproved } from './sign-approved.ts'
import { signerStatus } from './signer-status.ts'
import { pinnedPolicy } from './state/state.ts'
import { submitPlan } from './submit-plan.ts'

export type { SignerOptions } from './authority.ts'
export type { DemoSetup } from './init-demo.ts'

export interface DecideInput {
  readonly ticket: SignedTicket
  readonly decision: DecisionKind
  readonly comment: string | null
}

/** The signer in one process: its API, its demo set-up, and the decision that its page would record. */
export interface SignerProcess extends SignerApi {
  /** Writes genesis, people, policies and a self-signed DEMO key. CONFLICT when a journal exists; FORBIDDEN outside demo mode. */
  initDemo(setup: DemoSetup): Promise<{ genesis: string; certificateSha256: string }>
  /** What the decision page does after its button: checks ticket, person and state, and journals once. Every refusal is an AppError. */
  decide(input: DecideInput): Promise<{ planDigest: string; seq: number }>
  /** Answers waiting polls and releases the folder. */
  stop(): Promise<void>
}

const MAX_WAIT_SECONDS = 30
const MAX_PAGE = 500

/** Opens the signer's folder, replays its journal and holds it until `stop`. Throws AppError when the folder is in use or damaged. */
export function createSigner(options: SignerOptions): SignerProcess {
  return signerProcess(new Authority(options))
}

export function signerProcess(authority: Authority): SignerProcess {
  const { ledger } = authority
  return {
    status: async () => signerStatus(authority),
    submit: async (submission) => submitPlan(authority, submission),
    journal: async (after, waitSeconds) => {
      const waitMs = Math.min(waitSeconds, MAX_WAIT_SECONDS) * 1000
      if (waitMs > 0 && ledger.journal.lines.length <= after + 1) await ledger.journal.wait(waitMs)
      const { lines } = ledger.journal
      return { size: lines.length, entries: lines.slice(after + 1, after + 1 + MAX_PAGE) }
    },
    sign: (planDigest) => signApproved(authority, planDigest),
    bundle: async (planDigest, target) => readBundle(authority, planDigest, target),
    recallList: () => issueRecallList(authority),
    close: async (planDigest, reason) => {
      const record = authority.record(planDigest)
      if (record.closed) return
      if (record.signed) throw new AppError('CONFLICT', 'This plan is signed already. A signed plan can not be closed.')
      ledger.append({ kind: 'closed', planDigest, reason: reason.slice(0, 500) })
    },
    leave: async (person) => authority.leave(person),
    layOrder: async (order) => ({ orderSha256: authority.orders.lay(order) }),
    secret: async (cmsSha256) => readSecret(authority, cmsSha256),
    eraseSecrets: async (requestId, reason) => eraseSecrets(authority, requestId, reason),
    initDemo: (setup) => initDemo(authority, setup),
    decide: async ({ ticket: signed, decision, comment }) => {
      const ticket = checkTicket(signed, authority.genesis, ledger.clock())
      const record = authority.record(ticket.planDigest)
      // A recall must work also when a newer generator makes other bytes by now.
      const policy = ticket.action === 'recall' ? pinnedPolicy(ledger.state, record) : authority.content(record).policy
      const line = recordDecision(ledger, { record, policy, signed, decision, comment })
      return { planDigest: record.planDigest, seq: line.entry.seq }
    },
    stop: async () => authority.stop(),
  }
}
