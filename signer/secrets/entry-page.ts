import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import type { Reply } from '../pages/respond.ts'
import { type Sealed, sealedSchema } from './check-sealed.ts'
import { MODULES_PATH, readPageModules } from './page-modules.ts'
import type { Lying } from './secret-desk.ts'
import { secretPage } from './secret-page.ts'

/** The page of an order, and the form that confirms with a passkey. */
export const SECRET_PATH = /^\/secret\/([0-9a-f]{64})(\/confirm)?$/
export const MAX_SEALED_BYTES = 2_000_000

let pageModules: ReadonlyMap<string, string> | null = null

/** A module of the page's program; null for every other path. */
export function showModule({ authority }: PagesContext, { method }: IncomingMessage, path: string): Reply | null {
  if (method !== 'GET' || !path.startsWith(MODULES_PATH)) return null
  pageModules ??= readPageModules(authority.options.root)
  const code = pageModules.get(path.slice(MODULES_PATH.length))
  if (code === undefined) throw new AppError('NOT_FOUND', 'The signer has no such file.')
  return { status: 200, type: 'text/javascript; charset=utf-8', body: code }
}

interface Entering {
  readonly person: string
  readonly formToken: string
  readonly lying: Lying
  readonly digest: string
  readonly problem: string | null
}

/** The page on which this person enters the secret, or reads that it was handed over. */
export function entryPage(context: PagesContext, { person, lying, ...view }: Entering): Reply {
  const { ledger, options } = context.authority
  const frame = frameOf(context, ledger.state.people.get(person)?.name ?? person)
  return secretPage(frame, { ...view, ...lying, back: `${options.portalUrl}/requests/${lying.order.requestId}` })
}

/** What the page's program hands over. BAD_INPUT when something else wrote it. */
export function readSealed(form: URLSearchParams): Sealed[] {
  try {
    return z
      .array(sealedSchema)
      .max(50)
      .parse(JSON.parse(form.get('sealed') ?? ''))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The form is malformed. Go back to the portal and press the button again.', {
      cause,
    })
  }
}
