import { expect, test } from 'vitest'
import { buildRequest } from '#components/domain/home/request.fixture.ts'
import { nextToDecide } from './next-to-decide.ts'

const waiting = (...ids: string[]) =>
  ids.map((id) => ({
    request: { ...buildRequest({ id }), state: 'submitted' as const },
    action: 'Review',
    since: '',
  }))

test('leads through the queue, around its end, and out of it when nothing is left', () => {
  const queue = waiting('MG-0001', 'MG-0002', 'MG-0003')
  expect(nextToDecide(queue, 'MG-0001')).toEqual({ id: 'MG-0002', position: 2, total: 3 })
  expect(nextToDecide(queue, 'MG-0003')).toEqual({ id: 'MG-0001', position: 1, total: 3 })
  expect(nextToDecide(queue, 'MG-0009')).toEqual({ id: 'MG-0001', position: 1, total: 3 })
  expect(nextToDecide(waiting('MG-0001'), 'MG-0001')).toBe(null)
  expect(nextToDecide([], 'MG-0001')).toBe(null)
})
