import { cssString } from './html.ts'

/** Running heads of the printed pages. */
function pageRules(head: string, foot: string): string {
  return `
@page { margin: 16mm 14mm 14mm;
  @top-left { content: ${cssString(head)}; font: 600 8pt var(--mono); }
  @top-right { content: ${cssString(foot)}; font: 8pt var(--sans); }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 8pt var(--sans); }
}`
}

const SCREEN = `
:root { color-scheme: light dark;
  --page: light-dark(#eff1f1, #0b0e0f); --sheet: light-dark(#fff, #121618); --sunk: light-dark(#f4f6f6, #0e1213);
  --ink: light-dark(#11181a, #e9edee); --ink-2: light-dark(#3a4649, #bcc6c9); --ink-3: light-dark(#556165, #97a3a7);
  --rule: light-dark(#d5dcdc, #293135); --rule-2: light-dark(#7d898c, #6e7b80);
  --accent: light-dark(#6b2173, #dfa2e6); --err: light-dark(#ab2114, #ff9a8a); --err-wash: light-dark(#fdeae6, #391812);
  --sans: "Segoe UI Variable Text", "Segoe UI", Inter, system-ui, -apple-system, "Noto Sans", sans-serif;
  --mono: "Cascadia Mono", Consolas, "SF Mono", ui-monospace, "DejaVu Sans Mono", monospace; }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 16px; }
body { margin: 0; padding: 24px 16px 64px; background: var(--page); color: var(--ink); font: 400 15px/22px var(--sans); font-variant-numeric: tabular-nums; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--accent); text-underline-offset: 3px; }
code, pre { font-family: var(--mono); font-size: .92em; }
.w { display: inline-block; max-width: 100%; white-space: pre-wrap; }
code { user-select: all; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: 8px; top: -60px; padding: 10px 14px; background: var(--ink); color: var(--sheet); }
.skip:focus { top: 8px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper { max-width: 880px; margin: 0 auto; background: var(--sheet); border: 1px solid var(--rule); padding: 40px 52px 56px; }
.tools { max-width: 880px; margin: 0 auto 12px; display: flex; gap: 12px; align-items: center; justify-content: flex-end; color: var(--ink-2); font-size: 14px; }
button { font: 560 13px/18px var(--sans); color: var(--ink); background: var(--sheet); border: 1px solid var(--rule-2); border-radius: 3px; padding: 5px 12px; min-height: 30px; cursor: pointer; }
button:hover { background: var(--sunk); border-color: var(--ink); }
.demo { border: 3px solid var(--err); background: var(--err-wash); padding: 10px 16px; margin-bottom: 20px; }
.demo b { color: var(--err); letter-spacing: .08em; }
.ttl { border-bottom: 2px solid var(--ink); padding-bottom: 14px; }
h1 { font-size: 32px; line-height: 38px; font-weight: 650; letter-spacing: -.02em; overflow-wrap: anywhere; }
h1 code { font-size: 30px; letter-spacing: -.03em; }
.ttl p { font-size: 17px; line-height: 24px; color: var(--ink-2); margin-top: 4px; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 26px; font-weight: 650; border-top: 2px solid var(--ink); padding-top: 8px; margin: 28px 0 8px; break-after: avoid; }
h2 + .note { color: var(--ink-2); margin-bottom: 8px; break-after: avoid; }
.facts { display: grid; grid-template-columns: 128px minmax(0, 1fr); margin: 10px 0 18px; font-size: 14px; line-height: 20px; }
.facts dt, .facts dd { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
.facts dt { color: var(--ink-3); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--rule); }
th { color: var(--ink-3); font-weight: 560; border-bottom-color: var(--rule-2); }
td s { color: var(--ink-3); }
.halt { border: 2px solid var(--ink); padding: 12px 16px; margin: 18px 0; break-inside: avoid; }
.halt h2 { border: 0; padding: 0; margin: 0 0 4px; font-size: 17px; }
.toc { font-size: 14px; line-height: 20px; }
.toc h3 { font-size: 14px; margin-top: 10px; break-after: avoid; }
.toc ol { list-style: none; columns: 2; column-gap: 32px; }
.toc li { display: grid; grid-template-columns: 44px minmax(0, 1fr) auto; gap: 8px; padding: 4px 0; border-bottom: 1px solid var(--rule); break-inside: avoid; }
.toc a { color: inherit; text-decoration-color: var(--rule-2); overflow-wrap: anywhere; }
.toc .m { white-space: nowrap; color: var(--ink-3); }
.read li { padding: 3px 0 3px 18px; position: relative; }
.read li::before { content: "\\2013"; position: absolute; left: 0; color: var(--ink-3); }
.line { display: grid; grid-template-columns: 22px minmax(0, 1fr); gap: 12px; align-items: start; padding: 2px 0; cursor: pointer; }
.tick { appearance: none; width: 20px; height: 20px; margin: 1px 0 0; border: 2px solid var(--ink); border-radius: 2px; background: var(--sheet); position: relative; flex: none; cursor: pointer; print-color-adjust: exact; }
.tick:checked::after { content: ""; position: absolute; left: 5px; top: 0; width: 6px; height: 12px; border: solid var(--ink); border-width: 0 2.5px 2.5px 0; rotate: 40deg; }
.step { padding: 16px 0 14px; border-top: 1px solid var(--rule-2); break-inside: avoid; }
h2 + .step, .note + .step { border-top: 0; }
.step > header { display: grid; grid-template-columns: 22px minmax(0, 1fr); gap: 14px; }
.step h3 { font-size: 17px; line-height: 24px; font-weight: 640; }
.step h3 code { font-weight: 700; margin-right: 6px; }
.step h3 .subject { font-weight: 500; font-size: 14px; color: var(--ink-2); }
.step > header > .tick { margin-top: 3px; }
.meta { display: flex; flex-wrap: wrap; gap: 0 16px; font-size: 13.5px; line-height: 20px; color: var(--ink-2); }
.flag { font-weight: 700; color: var(--ink); border: 1.5px solid var(--ink); padding: 0 6px; border-radius: 2px; line-height: 17px; }
.kv { margin: 8px 0 0 36px; font-size: 14.5px; line-height: 21px; }
.row { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 4px 12px; padding: 3px 0; }
.row dt { font-weight: 600; }
.row dd li + li { margin-top: 3px; }
.do { list-style: none; counter-reset: a; }
.do > li { counter-increment: a; padding: 2px 0; break-inside: avoid; }
.do .line { grid-template-columns: 20px 22px minmax(0, 1fr); gap: 0 10px; }
.do .line::before { content: counter(a) "."; color: var(--ink-3); text-align: right; }
.stop { border: 2px solid var(--ink); border-left-width: 8px; padding: 6px 12px; margin: 4px 0 6px; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 12px; background: var(--sheet); break-after: avoid; }
.sign { text-transform: uppercase; letter-spacing: .06em; }
.cmd { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: start; margin: 4px 0 6px; padding: 7px 8px 7px 10px; background: var(--sunk); border: 1px solid var(--rule-2); }
.do .cmd { margin-left: 62px; }
.cmd pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; line-height: 19px; }
.cmd pre code { font-size: inherit; }
.copy { padding: 2px 10px; min-height: 26px; font-size: 12.5px; }
.by { display: grid; grid-template-columns: 1fr 1fr 1fr 3fr auto; gap: 16px; margin: 14px 0 0 36px; font-size: 12px; line-height: 16px; color: var(--ink-3); }
.by span { border-bottom: 1px solid var(--ink-3); min-height: 24px; display: flex; align-items: flex-end; }
.by .src { border: 0; max-width: 220px; }
.gloss { columns: 2; column-gap: 32px; font-size: 14px; line-height: 20px; }
.gloss div { break-inside: avoid; padding: 5px 0; border-bottom: 1px solid var(--rule); }
.gloss dt { font-weight: 640; }
.sign-off { display: grid; grid-template-columns: 1fr 1fr; gap: 28px 32px; margin-top: 28px; font-size: 13px; color: var(--ink-2); break-inside: avoid; }
.sign-off p { border-top: 1px solid var(--ink-2); padding-top: 4px; }
@media (max-width: 720px) {
  body { padding: 0 0 40px; } .paper { border-width: 0; padding: 20px 16px 32px; } .tools { padding: 10px 16px 0; margin: 0; justify-content: space-between; }
  h1, h1 code { font-size: 25px; line-height: 31px; } .toc ol, .gloss { columns: 1; } .facts { grid-template-columns: minmax(0, 1fr); } .facts dt { border: 0; padding-bottom: 0; } .facts dd { padding-top: 0; } table { min-width: 560px; }
  .kv, .by { margin-left: 0; } .row { grid-template-columns: minmax(0, 1fr); gap: 0; padding: 5px 0; } .do .cmd { margin-left: 0; } .by { grid-template-columns: 1fr 1fr; } .by .src { grid-column: 1 / -1; }
  .cmd { grid-template-columns: minmax(0, 1fr); } .copy { justify-self: start; min-height: 36px; } .sign-off { grid-template-columns: 1fr; }
  .tick { width: 24px; height: 24px; } .tick:checked::after { left: 7px; top: 2px; } .line, .step > header { grid-template-columns: 26px minmax(0, 1fr); } .do .line { grid-template-columns: 20px 26px minmax(0, 1fr); }
}
@media print {
  :root { color-scheme: light; --page: #fff; --sheet: #fff; --sunk: #fff; --ink: #000; --ink-2: #000; --ink-3: #333; --rule: #aaa; --rule-2: #444; --accent: #000; --err: #000; --err-wash: #fff; }
  body { padding: 0; font-size: 9.4pt; line-height: 13pt; } .paper { border: 0; padding: 0; max-width: none; } .tools, .skip, .copy { display: none; }
  .cmd { grid-template-columns: minmax(0, 1fr); padding: 2.5pt 5pt; margin: 1.5pt 0 2.5pt; } .cmd pre { font-size: 8pt; line-height: 10.6pt; } h1, h1 code { font-size: 22pt; line-height: 27pt; } .ttl p { font-size: 11.5pt; line-height: 16pt; }
  h2 { font-size: 14pt; line-height: 18pt; margin-top: 16pt; } .step { padding: 6pt 0 6pt; } .step h3 { font-size: 11.5pt; line-height: 15pt; } .meta { font-size: 8.6pt; line-height: 12pt; }
  .do .cmd { margin-left: 46pt; } .kv { font-size: 9pt; line-height: 12.2pt; margin-top: 3pt; } .row { padding: 1pt 0; } .row dd li + li { margin-top: 1pt; } .do > li { padding: 0; } .stop { padding: 3pt 8pt; margin: 2pt 0; } .by { margin-top: 5pt; font-size: 7.5pt; line-height: 10pt; } .by span { min-height: 15pt; } .facts, table, .toc, .gloss { font-size: 9.2pt; line-height: 13pt; } .line { padding: .5pt 0; } .tick { width: 10.5pt; height: 10.5pt; border-width: 1.1pt; margin-top: 1pt; } .step > header > .tick { width: 12pt; height: 12pt; margin-top: 1.5pt; }
  .part-rollback, .part-retire { break-before: page; } .part-rollback h2, .part-retire h2 { border-top: 0; } a { color: #000; text-decoration: none; }
}
`

/** The whole style sheet, without a font or a picture from outside. */
export const style = (head: string, foot: string): string => `${SCREEN}${pageRules(head, foot)}`
