import { type UnwantedCharacter, unwantedCharacters } from '#core/environment/characters.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule, RuleHit } from './finding.ts'
import { quoted } from './wording.ts'

/** Printable ASCII without blanks at its ends, and the empty text: nothing to judge. */
const PLAIN = /^(?:[!-~](?:[ -~]*[!-~])?)?$/

/** Sentences that people write. A dash in them is a dash; everywhere else PowerShell may read it as the sign of a parameter. */
const PROSE = [
  /^\/name$/,
  /^\/unconverted\/\d+\/note$/,
  /^\/schedule\/runProfileSchedule$/,
  /^\/confirmations\/(rollbackOwner|monitoringOwner|userRightsPolicyOwner|oldAccountsSharedWith|identityBoundItems\/\d+)$/,
]

type Visit = (text: string, path: () => string) => void

/** Shows every text of a value, in the order of the document. The JSON Pointer is made only when asked for: most texts are fine. */
export function visitTexts(value: unknown, visit: Visit, trail: (string | number)[] = []): void {
  if (typeof value === 'string') {
    visit(value, () => pointer(...trail))
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) visitChild(value[index], visit, trail, index)
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) visitChild((value as Record<string, unknown>)[key], visit, trail, key)
  }
}

function visitChild(child: unknown, visit: Visit, trail: (string | number)[], segment: string | number): void {
  trail.push(segment)
  visitTexts(child, visit, trail)
  trail.pop()
}

export const N13: Rule = {
  id: 'N13',
  severity: 'error',
  source: 'section 6',
  title: 'No text has curly quotes, invisible, control or direction characters, or blanks at its ends.',
  check(environment) {
    const hits: RuleHit[] = []
    visitTexts(environment, (text, path) => {
      if (PLAIN.test(text)) return
      const hit = judge(path(), text)
      if (hit) hits.push(hit)
    })
    return hits
  },
}

function judge(path: string, text: string): RuleHit | undefined {
  const unwanted = unwantedIn(path, text)
  const [first] = unwanted
  const mended = mend(text, unwanted)
  const fix = mended !== undefined && mended !== text && { label: 'Use plain characters', path, value: mended }
  if (first) {
    const more = unwanted.length > 1 ? `, and ${unwanted.length - 1} more` : ''
    return {
      path,
      message: `${quoted(text)} holds ${first.codePoint} (${first.name}) at character ${first.position}${more}. Remove typographic or invisible characters, or type the text again.`,
      ...(fix && { fix }),
    }
  }
  if (text === text.trim()) return undefined
  return {
    path,
    message: `"${quoted(text)}" begins or ends with a blank. Remove the blanks at the ends.`,
    ...(fix && { fix: { ...fix, label: 'Remove blanks' } }),
  }
}

function unwantedIn(path: string, text: string): UnwantedCharacter[] {
  const unwanted = unwantedCharacters(text)
  if (unwanted.every(({ kind }) => kind !== 'dash')) return unwanted
  return PROSE.some((place) => place.test(path)) ? unwanted.filter(({ kind }) => kind !== 'dash') : unwanted
}

/** The plain form of a text, where there is no doubt what was meant: not for control and direction characters. */
function mend(text: string, unwanted: readonly UnwantedCharacter[]): string | undefined {
  if (unwanted.some(({ kind }) => kind === 'control' || kind === 'bidi')) return undefined
  const kinds = new Map(unwanted.map(({ position, kind, name }) => [position, { kind, name }]))
  const plain = [...text].map((character, index) => {
    const found = kinds.get(index + 1)
    switch (found?.kind) {
      case undefined:
        return character
      case 'quote':
        return found.name.includes('double') ? '"' : "'"
      case 'dash':
        return '-'
      case 'blank':
        return ' '
      default:
        return ''
    }
  })
  return plain.join('').trim()
}
