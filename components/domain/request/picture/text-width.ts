type Font = 'mono' | 'sans'

const MONO = 0.602
/** Share of the font size that a character of Inter takes: generous means, capitals are wide. */
const SMALL = 0.56
const CAPITAL = 0.69

const shareOf = (character: string, font: Font): number => {
  if (font === 'mono') return MONO
  return /[A-Z@%…]/.test(character) ? CAPITAL : SMALL
}

/** Width of a text in pixels, rather too wide than too narrow. */
export const textWidth = (text: string, font: Font, size: number): number =>
  Math.ceil([...text].reduce((total, character) => total + shareOf(character, font), 0) * size)

/** Leaves out the middle, where identifiers differ least; the whole text stands in the table and in the title. */
export function shorten(text: string, font: Font, size: number, maxWidth: number): string {
  const characters = [...text]
  for (let kept = characters.length; kept > 1; kept--) {
    const head = Math.ceil(kept / 2)
    const shown =
      kept === characters.length
        ? text
        : `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
    if (textWidth(shown, font, size) <= maxWidth) return shown
  }
  return '…'
}
