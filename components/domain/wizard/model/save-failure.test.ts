import { expect, it } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '#core/errors/app-error.ts'
import { saveFailure } from './save-failure.ts'

const kinds = (kind: string) =>
  (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => saveFailure(code, 'm').kind === kind)

it('tries again what may pass, and nothing else', () => {
  expect(kinds('refused')).toEqual(['BAD_INPUT', 'TOO_LARGE', 'UNPROCESSABLE'])
  expect(kinds('gone')).toEqual(['FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'GONE'])
  expect(saveFailure('NO_ANSWER', 'm')).toEqual({ kind: 'retry', message: 'm' })
})

it('asks to sign in again when the session ended, and keeps trying', () => {
  expect(saveFailure('UNAUTHENTICATED', 'm')).toEqual({ kind: 'retry', message: 'm', needsSignIn: true })
})
