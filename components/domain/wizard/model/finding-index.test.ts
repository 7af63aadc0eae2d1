import { expect, it } from 'vitest'
import type { Finding } from '#core/findings/finding.ts'
import { indexFindings } from './finding-index.ts'

const finding = (path: string, severity: Finding['severity'] = 'error', ruleId = 'N02'): Finding => ({
  ruleId,
  severity,
  path,
  message: 'm',
  source: 's',
})

it('finds what is said about a place, and the worst inside it', () => {
  const index = indexFindings(
    [finding('/servers/1/name', 'warning'), finding('/servers/1/fqdn'), finding('/servers/10/name', 'information')],
    [],
  )
  expect(index.at('/servers/1/name')).toHaveLength(1)
  expect(index.at('/servers/1')).toEqual([])
  expect(index.worstWithin('/servers/1')).toBe('error')
  expect(index.worstWithin('/servers/10')).toBe('information')
  expect(index.worstWithin('/servers/2')).toBeNull()
})

it('is quiet about a warning that somebody acknowledged, at its place only', () => {
  const warnings = [finding('/mail/delivery', 'warning', 'M07'), finding('/mail', 'warning', 'M07')]
  const index = indexFindings(warnings, [{ ruleId: 'M07', path: '/mail/delivery', reason: 'planned' }])
  expect(index.at('/mail/delivery')).toEqual([])
  expect(index.at('/mail')).toHaveLength(1)
})
