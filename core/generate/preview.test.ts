import { expect, test } from 'vitest'
import { contoso } from '#core/plan/contoso.fixture.ts'
import { preview } from './preview.ts'

const AS_OF = '2026-11-24'
const ids = (environment: ReturnType<typeof contoso>) =>
  preview(environment, AS_OF).findings.map(({ ruleId }) => ruleId)

test('the conversion window is measured against the plan (W01)', () => {
  const short = contoso((draft) => {
    draft.schedule.windows.conversion = {
      notBefore: '2026-12-05T20:00:00+01:00',
      notAfter: '2026-12-05T22:00:00+01:00',
    }
  })
  const { findings, plan } = preview(short, AS_OF)
  const work = plan?.steps
    .filter(({ window }) => window === 'conversion')
    .reduce((sum, { minutes }) => sum + minutes, 0)
  expect(findings).toMatchObject([{ ruleId: 'W01', severity: 'warning', path: '/schedule/windows/conversion' }])
  expect(findings[0]?.message).toContain(`needs about ${Math.ceil((work ?? 0) * 1.5)}:`)
  expect(ids(contoso())).toEqual([])
})

test('the window is not measured while an error makes the plan a wrong one', () => {
  const wrong = contoso((draft) => {
    draft.schedule.windows.conversion = {
      notBefore: '2026-12-05T20:00:00+01:00',
      notAfter: '2026-12-05T22:00:00+01:00',
    }
    draft.confirmations.rollbackOwner = ''
  })
  expect(ids(wrong)).toEqual(['W05'])
})
