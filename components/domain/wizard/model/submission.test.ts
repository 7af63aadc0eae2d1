import { expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import type { SaveState } from './save-state.ts'
import { submitBlock } from './submission.ts'

const saved: SaveState = { kind: 'saved', at: '' }
const about = { title: 'T', ticket: '', acknowledgements: [{ ruleId: 'M07', path: '/mail', reason: 'r' }] }
const draft = { environment: buildEnvironment(), case: about }
const finding = (severity: Finding['severity'], ruleId = 'N02'): Finding => ({
  ruleId,
  severity,
  path: '/mail',
  message: 'm',
  source: 's',
})
const none = new Map<string, string>()

it('submits only a saved draft without open errors, warnings and unfinished fields', () => {
  expect(submitBlock(draft, [finding('information'), finding('warning', 'M07')], none, saved)).toBeNull()
  expect(submitBlock(draft, [], none, { kind: 'waiting' })).toBeNull()
  expect(submitBlock(draft, [finding('error')], none, saved)).toMatch(/1 error/)
  expect(submitBlock(draft, [finding('warning'), finding('warning', 'V01')], none, saved)).toMatch(/2 warnings/)
  expect(submitBlock(draft, [], new Map([['environment:/name', 'x']]), saved)).toMatch(/1 field is not finished/)
  expect(submitBlock({ ...draft, case: { ...about, title: ' ' } }, [], none, saved)).toMatch(/title/)
  expect(submitBlock(draft, [], none, { kind: 'failed', message: '', retryAt: 0, needsSignIn: false })).toMatch(
    /not saved/,
  )
})
