import { expect, test } from 'vitest'
import { fuzz, subjects } from './fuzz-parsers.ts'

test('hostile bytes get a typed answer from every parser, soon', async () => {
  for (const [parser, subject] of Object.entries(await subjects())) {
    for (const seed of subject.seeds.slice(0, 1))
      await Promise.resolve(seed)
        .then(subject.read)
        .catch(() => {})
    const { broken, slowestMs } = await fuzz(parser, subject, 300)
    expect(broken, parser).toEqual([])
    expect(slowestMs, parser).toBeLessThan(1000)
  }
}, 60_000)
