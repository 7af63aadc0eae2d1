import { visible } from '#core/environment/characters.ts'

const MAX_QUOTED = 80

/** A value as messages name it: nothing hidden, nothing endless; "(empty)" when there is none. */
export function quoted(value: string): string {
  if (value === '') return '(empty)'
  const shown = [...visible(value)]
  return shown.length > MAX_QUOTED ? `${shown.slice(0, MAX_QUOTED).join('')}…` : shown.join('')
}

/** Characters as a person counts them. */
export const characterCount = (value: string): number => [...value].length
