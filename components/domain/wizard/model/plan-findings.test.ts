import { expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { findings } from '#core/findings/findings.ts'
import { allFindings } from '#core/generate/preview.ts'
import { withPlanFindings } from './plan-findings.ts'

const asOf = '2026-11-24'
const finding = (ruleId: string, severity: Finding['severity'] = 'warning'): Finding => ({
  ruleId,
  severity,
  path: '/schedule/windows/conversion',
  message: 'm',
  source: 's',
})
const ids = (list: readonly Finding[]) => list.map(({ ruleId }) => ruleId)

it('shows what the plan said before until the next plan is made', () => {
  const last = { findings: [finding('W01'), finding('M07')] }
  expect(ids(withPlanFindings([finding('V01')], null, last))).toEqual(['V01', 'W01'])
  expect(ids(withPlanFindings([finding('V01')], { findings: [finding('V01')] }, last))).toEqual(['V01'])
  expect(ids(withPlanFindings([finding('N02', 'error')], null, last))).toEqual(['N02'])
  expect(withPlanFindings([], null, null)).toEqual([])
})

it('says in the end what the generator says', () => {
  const short = buildEnvironment({
    '/schedule/windows/conversion': { notBefore: '2026-12-05T20:00:00+01:00', notAfter: '2026-12-05T20:30:00+01:00' },
  })
  for (const environment of [buildEnvironment(), short]) {
    const now = findings(environment, { asOf })
    const all = allFindings(environment, asOf)
    expect(withPlanFindings(now, { findings: all }, null)).toEqual(all)
  }
  expect(ids(allFindings(short, asOf))).toContain('W01')
})
