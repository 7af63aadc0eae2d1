import { expect, it, vi } from 'vitest'
import { AppError } from './app-error.ts'

it('a refusal is one whichever copy of this file threw it, and nothing else is', async () => {
  vi.resetModules()
  const copy = await import('./app-error.ts')
  expect(copy.AppError).not.toBe(AppError)
  expect(new copy.AppError('CONFLICT', 'Taken.')).toBeInstanceOf(AppError)
  for (const other of [new Error('x'), { name: 'AppError' }, null, 'AppError'])
    expect(other).not.toBeInstanceOf(AppError)
})
