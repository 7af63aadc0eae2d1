import { expect, test } from 'vitest'
import { blockingFindings, openWarnings } from './acknowledgements.ts'
import type { Finding } from './finding.ts'

const finding = (ruleId: string, severity: Finding['severity'], path: string): Finding => ({
  ruleId,
  severity,
  path,
  message: '',
  source: '',
})
const error = finding('N01', 'error', '/components/0')
const warning = finding('D01', 'warning', '/components/1')
const sameRuleElsewhere = finding('D01', 'warning', '/components/2')
const information = finding('V04', 'information', '/servers/0')
const all = [error, warning, sameRuleElsewhere, information]

const accept = (ruleId: string, path: string, reason = 'agreed with security') => ({ ruleId, path, reason })

test('errors and open warnings block, information does not', () => {
  expect(blockingFindings(all, [])).toEqual([error, warning, sameRuleElsewhere])
})

test('an acknowledgement holds for its rule at its place only', () => {
  expect(openWarnings(all, [accept('D01', '/components/1')])).toEqual([sameRuleElsewhere])
  expect(openWarnings(all, [accept('D03', '/components/1')])).toEqual([warning, sameRuleElsewhere])
})

test('a reason of blanks is none', () => {
  expect(openWarnings(all, [accept('D01', '/components/1', ' \t')])).toContain(warning)
})

test('an error cannot be acknowledged', () => {
  expect(blockingFindings([error], [accept('N01', '/components/0')])).toEqual([error])
})
