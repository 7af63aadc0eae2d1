import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { errorWords } from './error-words.ts'

const answered = (data: unknown) =>
  TRPCClientError.from({ error: { code: -32603, message: 'internal words', data } } as never)

describe('errorWords', () => {
  it('says the sentence of the server, with code and details', () => {
    const error = answered({ appCode: 'CONFLICT', userMessage: 'Petr Havel saved first.', details: { version: 4 } })
    expect(errorWords(error)).toEqual({ code: 'CONFLICT', message: 'Petr Havel saved first.', details: { version: 4 } })
  })

  it.each([
    new TypeError('Failed to fetch'),
    answered({ appCode: 'NEW_CODE', userMessage: 'x' }),
    answered(undefined),
    null,
  ])('never shows the inner words of %s', (error) => {
    const { code, message } = errorWords(error)
    expect(code).toBe('NO_ANSWER')
    expect(message).not.toContain('internal words')
    expect(message).not.toContain('fetch')
  })
})
