import { initTRPC } from '@trpc/server'
import { AppError } from '#core/errors/app-error.ts'
import type { Actor, Services, UseCaseContext } from '#server/context.ts'
import { assertReachable } from '#server/permissions/permissions.ts'
import { knownError, toTrpcError, unforeseenError } from './error-map.ts'

export interface CallContext {
  readonly services: Services
  /** Asked once per procedure: roles, a disabled account and an ended session count from the next call on. */
  readonly readActor: () => Actor | null
  readonly address: string | null
  /** Writes an unforeseen error to the log and returns its number. */
  readonly reportError: (error: unknown, where: string) => string
}

/** What the page gets of an error beside tRPC's own fields. */
export const errorData = ({ code, userMessage, details }: AppError) => ({ appCode: code, userMessage, details })

const t = initTRPC.context<CallContext>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const known = knownError(error) ?? unforeseenError(error.name)
    const { code, httpStatus, path } = shape.data
    return { ...shape, message: known.userMessage, data: { code, httpStatus, path, ...errorData(known) } }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

const withErrorMap = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next()
  if (result.ok) return result
  throw toTrpcError(
    knownError(result.error) ?? unforeseenError(ctx.reportError(result.error.cause ?? result.error, path)),
  )
})

/** The only kind of procedure: somebody is signed in, and the table of permissions has this path for one of their roles. */
export const signedIn = withErrorMap.use(({ ctx, path, next }) => {
  const { services, address } = ctx
  const actor = ctx.readActor()
  if (!actor) throw new AppError('UNAUTHENTICATED', 'You are not signed in, or your session ended. Sign in again.')
  assertReachable(actor, path)
  const useCase: UseCaseContext = { ...services, actor, address }
  return next({ ctx: useCase })
})
