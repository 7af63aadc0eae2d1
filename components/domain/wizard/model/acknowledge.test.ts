import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { acknowledge, carryAcknowledgements, idleAcknowledgements, reasonFor, takeBack } from './acknowledge.ts'
import { applyChanges, type Draft } from './draft.ts'
import { draftSchema } from './draft-schema.ts'
import { removeAt, setAt } from './edit-path.ts'

const draft: Draft = { environment: buildEnvironment(), case: { title: 'T', ticket: '', acknowledgements: [] } }
const warning = { ruleId: 'M07', path: '/mail/delivery' }

describe('an acknowledgement', () => {
  it('is given, replaced and taken back', () => {
    const given = applyChanges(draft, acknowledge(draft.case, warning, '  planned  '))
    expect(reasonFor(given.case, warning)).toBe('planned')
    const again = applyChanges(given, acknowledge(given.case, warning, 'other'))
    expect(again.case.acknowledgements).toHaveLength(1)
    expect(reasonFor(again.case, warning)).toBe('other')
    expect(applyChanges(again, takeBack(again.case, warning))).toEqual(draft)
    expect(takeBack(draft.case, warning)).toEqual([])
  })

  it('never has a longer reason than can be stored', () => {
    const given = applyChanges(draft, acknowledge(draft.case, warning, 'x'.repeat(5000)))
    expect(draftSchema.safeParse(given).success).toBe(true)
  })

  it('is idle once no rule warns there any more', () => {
    const about = { ...draft.case, acknowledgements: [{ ...warning, reason: 'r' }] }
    const finding = { ...warning, severity: 'warning', message: 'm', source: 's' } as const
    expect(idleAcknowledgements(about, [finding])).toEqual([])
    expect(idleAcknowledgements(about, [])).toHaveLength(1)
  })

  it('goes over to another environment only where the same place says the same', () => {
    const acknowledgements = [
      { ruleId: 'V01', path: '/servers/1/operatingSystem', reason: 'r' },
      { ruleId: 'M07', path: '/mail/delivery', reason: 'r' },
    ]
    const about = { ...draft.case, acknowledgements }
    const { environment } = draft
    const carry = (after: typeof environment) => carryAcknowledgements(about, environment, after).acknowledgements
    expect(carry(setAt(environment, '/name', 'Other'))).toHaveLength(2)
    expect(carry(removeAt(environment, '/servers/0')).map(({ ruleId }) => ruleId)).toEqual(['M07'])
    expect(
      carry(setAt(environment, '/mail/delivery', { option: 'A', server: 'x' })).map(({ ruleId }) => ruleId),
    ).toEqual(['V01'])
  })
})
