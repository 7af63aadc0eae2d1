import { describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import type { Actor } from '#server/context.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { createCallerFactory, router, signedIn } from './procedures.ts'

const actor = (changes: Partial<Actor> = {}): Actor => ({
  id: 'p-1',
  user: 'ines',
  name: 'Ines',
  roles: ['requester'],
  mustChangePassword: false,
  sessionId: null,
  ...changes,
})

/** Use-cases that forgot to ask for a permission, at paths of the table; `people.erase` has no row at all. */
const careless = createCallerFactory(
  router({
    people: router({ list: signedIn.query(() => 'leaked'), erase: signedIn.query(() => 'leaked') }),
    home: router({ view: signedIn.query(() => 'shown') }),
  }),
)
const call = (who: Actor | null) =>
  careless({ services: buildServices(), readActor: () => who, address: null, reportError: () => 'number' })
const code = (expected: string) => ({ cause: expect.objectContaining({ code: expected }) })

describe('a use-case that forgot to ask', () => {
  test('stays closed to a role that the table does not name', async () => {
    await expect(call(actor()).people.list()).rejects.toMatchObject(code('NOT_FOUND'))
    await expect(call(actor({ roles: ['administrator'] })).people.list()).resolves.toBe('leaked')
  })

  test('stays closed to everybody when the table does not know it', async () => {
    await expect(call(actor({ roles: ['administrator'] })).people.erase()).rejects.toMatchObject(code('INTERNAL'))
  })

  test('stays closed to who is not signed in, and to who must choose a passphrase first', async () => {
    await expect(call(null).home.view()).rejects.toMatchObject(code('UNAUTHENTICATED'))
    await expect(call(actor({ mustChangePassword: true })).home.view()).rejects.toMatchObject(code('FORBIDDEN'))
    await expect(call(actor()).home.view()).resolves.toBe('shown')
  })
})

test.each([
  ['BAD_INPUT', 'BAD_REQUEST'],
  ['UNAUTHENTICATED', 'UNAUTHORIZED'],
  ['FORBIDDEN', 'FORBIDDEN'],
  ['NOT_FOUND', 'NOT_FOUND'],
  ['CONFLICT', 'CONFLICT'],
  ['GONE', 'NOT_FOUND'],
  ['TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  ['UNPROCESSABLE', 'UNPROCESSABLE_CONTENT'],
  ['TOO_MANY', 'TOO_MANY_REQUESTS'],
  ['INTERNAL', 'INTERNAL_SERVER_ERROR'],
  ['SIGNER_UNREACHABLE', 'SERVICE_UNAVAILABLE'],
] as const)('a refusal %s leaves as %s, with the words for people and not those for the log', async (app, trpc) => {
  const failing = createCallerFactory(
    router({
      home: router({
        view: signedIn.query(() => {
          throw new AppError(app, 'words for people', { message: 'words for the log' })
        }),
      }),
    }),
  )({ services: buildServices(), readActor: () => actor(), address: null, reportError: () => 'number' })
  await expect(failing.home.view()).rejects.toMatchObject({ code: trpc, message: 'words for people' })
})
