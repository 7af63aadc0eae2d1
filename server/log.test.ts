import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createLog, reportError } from './log.ts'

function capture() {
  const lines: string[] = []
  return { lines, log: createLog('info', { write: (line: string) => lines.push(line) }) }
}

test('a line is JSON with an ISO time; levels below the set one are left out', () => {
  const { lines, log } = capture()
  log.debug('hidden')
  log.info({ requestId: 'MG-0001' }, 'submitted')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestId: 'MG-0001',
    msg: 'submitted',
  })
})

test.each(['passphrase', 'password', 'token', 'secret', 'cookie', 'authorization', 'hash'])(
  'a field %s is struck out, also inside of others',
  (name) => {
    const { lines, log } = capture()
    log.info({ [name]: 'canary', input: { [name]: 'canary', deep: { [name]: 'canary' } } })
    expect(lines.join()).not.toContain('canary')
    expect(lines.join()).toContain('[redacted]')
  },
)

test('a failed query is told without its values, under the number that the person got', () => {
  const { lines, log } = capture()
  const cause = new Error('UNIQUE constraint failed')
  const id = reportError(
    new DrizzleQueryError('insert into passwords values (?)', ['canary'], cause),
    'people.create',
    log,
  )
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    errorId: id,
    where: 'people.create',
    err: { query: 'insert into passwords values (?)', cause: { message: 'UNIQUE constraint failed' } },
  })
  expect(lines.join()).not.toContain('canary')
})
