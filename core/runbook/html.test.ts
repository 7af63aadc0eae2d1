import { expect, test } from 'vitest'
import { cssString, escapeHtml, html, none, trusted } from './html.ts'

test('text cannot open a tag, an entity or leave an attribute', () => {
  expect(escapeHtml(`<b>&"'`)).toBe('&lt;b&gt;&amp;&quot;&#39;')
  expect(html`<p title="${'"><script>'}">${'<i>'}</p>`.markup).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;i&gt;</p>')
})

test('markup made by the template is not escaped again', () => {
  expect(html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>${none}${1}`.markup).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>1',
  )
  expect(html`${trusted('<hr>')}`.markup).toBe('<hr>')
})

test('a string of a style sheet holds nothing that could end it', () => {
  expect(cssString('MG-0001 r2')).toBe('"MG\\2d 0001 r2"')
  expect(cssString('"\\</style>\n\u{1f600}')).not.toMatch(/["\\<>\n](?![0-9a-f]+ |$)(?!.*"$)/)
  expect(cssString('</style>')).toBe('"\\3c \\2f style\\3e "')
})
