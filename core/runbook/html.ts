/** Markup that was made by `html`; only such a value is inserted without escaping. */
export interface Html {
  readonly markup: string
}

type Insert = string | number | Html | readonly Html[]

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Markup by template: what is inserted is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  let markup = strings[0] ?? ''
  for (let index = 0; index < inserts.length; index++) {
    markup += toMarkup(inserts[index] ?? '') + (strings[index + 1] ?? '')
  }
  return { markup }
}

function toMarkup(insert: Insert): string {
  if (typeof insert === 'string') return escapeHtml(insert)
  if (typeof insert === 'number') return String(insert)
  if ('markup' in insert) return insert.markup
  let markup = ''
  for (const part of insert) markup += part.markup
  return markup
}

export const none: Html = { markup: '' }

/** Text of this program that is markup already: the style sheet and the script. */
export const trusted = (markup: string): Html => ({ markup })

/** A string of a style sheet. Every character but letters, digits and blanks is written as its code, so nothing can end it. */
export function cssString(text: string): string {
  const escaped = text.replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)
  return `"${escaped}"`
}
