import { AppError } from '#core/errors/app-error.ts'
import { GENERATOR } from '#core/generate/generator.ts'
import type { SignerStatus } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { Mode } from '#core/statement/schemas.ts'
import type { Services } from '#server/context.ts'
import { otherJournal } from './apply-entry.ts'
import { awaitJournal, followJournal } from './follow-journal.ts'
import { readGenesis, readHead, readPolicies } from './read-journal.ts'
import type { SignerLink } from './signer-link.ts'
import type { SignerHealth } from './views.ts'

export interface LinkOptions extends Pick<Services, 'db' | 'clock' | 'random'> {
  readonly api: SignerApi
  readonly mode: Mode
  readonly pagesUrl: string
}

/** What the background drives: the link, and one turn of asking and following. */
export interface DrivenLink extends SignerLink {
  /** Asks for the signer's state, then for new journal entries, and waits up to `waitSeconds` for the first one. */
  turn(waitSeconds: number): Promise<void>
  /** Called by `wake`. */
  onWake: () => void
}

interface Heard {
  readonly at: string | null
  readonly failingSince: string | null
  readonly status: SignerStatus | null
  readonly problem: Pick<SignerHealth, 'state' | 'problem'> | null
}

const NEVER: Heard = {
  at: null,
  failingSince: null,
  status: null,
  problem: { state: 'unreachable', problem: 'The signer was not asked yet.' },
}

export function createSignerLink(options: LinkOptions): DrivenLink {
  const { db, clock, api, mode, pagesUrl } = options
  let heard = NEVER
  const closingNow = new Set<string>()
  const now = () => clock().toISOString()

  async function attempt<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      const known = error instanceof AppError ? error : null
      const unreachable = known?.code === 'SIGNER_UNREACHABLE' || !known
      const problem = known?.userMessage ?? 'The portal failed while it followed the signer. The log has the reason.'
      heard = {
        ...heard,
        at: now(),
        failingSince: unreachable ? (heard.failingSince ?? now()) : null,
        problem: { state: unreachable ? 'unreachable' : 'other-journal', problem },
      }
      throw error
    }
  }

  const follower = { ...options, closingNow }

  async function refresh(): Promise<void> {
    const status = await api.status()
    const genesis = readGenesis(db)
    if (genesis !== null && status.genesis !== null && status.genesis !== genesis) {
      throw otherJournal('has another genesis: the signer was founded anew')
    }
    await followJournal(follower)
    heard = { at: now(), failingSince: null, status, problem: problemOf(status, mode) }
  }

  const link: DrivenLink = {
    mode,
    pagesUrl,
    api,
    closingNow,
    onWake: () => undefined,
    wake: () => link.onWake(),
    catchUp: () => attempt(() => followJournal(follower)),
    turn: (waitSeconds) =>
      attempt(async () => {
        await refresh()
        await awaitJournal(follower, waitSeconds)
      }),
    health: () => {
      const { at, failingSince, status, problem } = heard
      const applied = (readHead(db)?.seq ?? -1) + 1
      return {
        ...(problem ?? { state: 'reachable', problem: null }),
        checkedAt: at,
        since: failingSince,
        mode,
        pagesOrigin: pagesUrl,
        genesis: readGenesis(db),
        certificateSha256: status?.certificateSha256 ?? null,
        certificateNotAfter: status?.certificateNotAfter ?? null,
        policies: readPolicies(db),
        journal: { applied, size: Math.max(applied, status?.journalSize ?? 0) },
      }
    },
  }
  return link
}

function problemOf(status: SignerStatus, mode: Mode): Heard['problem'] {
  if (!status.initialised || status.genesis === null) {
    return { state: 'not-initialised', problem: 'The signer is not set up: it has no journal or no signing key.' }
  }
  if (status.mode !== mode) {
    return { state: 'other-version', problem: `The signer works in ${status.mode} mode, the portal in ${mode} mode.` }
  }
  const { generator } = status
  if (generator.version !== GENERATOR.version || generator.sourceSha256 !== GENERATOR.sourceSha256) {
    return {
      state: 'other-version',
      problem: `The signer runs another version of the generator (${generator.version}). Install the same version on both sides.`,
    }
  }
  return null
}
