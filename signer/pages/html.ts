/** Markup that may stand in a page as it is. Only `html` and `trusted` make it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

export type HtmlValue = Html | string | number | null | readonly HtmlValue[]

/** Template for markup: every value is escaped unless it is markup itself, so a forgotten escape can not happen. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.reduce((page, text, i) => page + render(values[i - 1] ?? null) + text))
}

/** For text of this program, e.g. a style sheet or a drawn seal; never for anything that a person typed. */
export const trusted = (markup: string) => new Html(markup)

function render(value: HtmlValue): string {
  if (value === null) return ''
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeText(String(value))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
// Controls, and characters that turn the direction of text: they could make a page read differently from its bytes.
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu

function escapeText(text: string): string {
  return text
    .replace(UNSEEN, (char) =>
      char === '\n' ? char : `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
