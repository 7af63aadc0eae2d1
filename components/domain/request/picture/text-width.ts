/** Share of the font size that one character takes: the mono fonts are fixed, of Inter it is a generous mean. */
const EM = { mono: 0.602, sans: 0.56 } as const

/** Width of a text in pixels, rather too wide than too narrow. */
export const textWidth = (text: string, font: keyof typeof EM, size: number): number =>
  Math.ceil([...text].length * EM[font] * size)

/** Leaves out the middle, where identifiers differ least; the whole text stands in the table and in the title. */
export function shorten(text: string, font: keyof typeof EM, size: number, maxWidth: number): string {
  const characters = [...text]
  const room = Math.floor(maxWidth / (EM[font] * size))
  if (characters.length <= room) return text
  const head = Math.ceil((room - 1) / 2)
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (room - 1 - head)).join('')}`
}
