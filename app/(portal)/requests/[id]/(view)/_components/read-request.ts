import 'server-only'
import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '#core/errors/app-error.ts'
import { currentActor } from '#server/auth/current-actor.ts'
import type { RequestView } from '#server/requests/views.ts'
import { services } from '#server/services.ts'
import { createCaller } from '#server/trpc/create-caller.ts'

interface ReadRequest {
  readonly view: RequestView
  /** When it was read, milliseconds. */
  readonly readAt: number
}

/** The request as the signed-in person may see it; once for page and metadata. Everything that is not theirs is not found. */
export const readRequest = cache(async (id: string): Promise<ReadRequest> => {
  const actor = await currentActor()
  if (!actor) notFound()
  const used = services()
  try {
    return { view: await createCaller(used, actor.id).requests.view({ id }), readAt: used.clock().getTime() }
  } catch (error) {
    if (isNotThere(error)) notFound()
    throw error
  }
})

/** A number that is no request's number is one that does not exist. */
function isNotThere(error: unknown): boolean {
  const cause = error instanceof TRPCError ? error.cause : error
  return cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'BAD_INPUT')
}
