import type { Rule, RuleHit } from './finding.ts'
import { visitTexts } from './text.ts'
import { quoted } from './wording.ts'

/** Places whose text a step hands to a program. Sentences of people are printed, and never run. */
const PROSE = /^\/(name|unconverted\/\d+\/note|schedule\/(timeZone|runProfileSchedule)|confirmations\/.*)$/

export const N18: Rule = {
  id: 'N18',
  severity: 'error',
  source: 'section 6',
  title: 'No value that a command carries holds a double quote.',
  check(environment) {
    const hits: RuleHit[] = []
    visitTexts(environment, (text, path) => {
      if (!text.includes('"')) return
      const place = path()
      if (PROSE.test(place)) return
      hits.push({
        path: place,
        message: `${quoted(text)} holds a double quote, which Windows PowerShell 5.1 cannot hand to a program whole. Use another name.`,
      })
    })
    return hits
  },
}
