import type { StepOutline } from '#core/plan/outline.ts'
import type { Action, PlanStep, Text } from '#core/plan/plan.ts'
import { escapeHtml, type Html, html, none, trusted } from './html.ts'
import { duration } from './moment.ts'

/** Running text: values in `code`, names of windows and buttons in bold. */
export const textHtml = (text: Text): Html =>
  html`${text.map((part) => {
    if (typeof part === 'string') return html`${part}`
    return 'code' in part ? html`<code>${unbroken(part.code)}</code>` : html`<strong>${part.strong}</strong>`
  })}`

/** No line may end within `-WhatIf`: words with a hyphen move to the next line as a whole. The text itself stays as it is. */
function unbroken(text: string): Html {
  const escaped = escapeHtml(text)
  if (!text.includes('-')) return trusted(escaped)
  return trusted(escaped.replace(/[^ \n]+/g, (word) => (word.includes('-') ? `<span class="w">${word}</span>` : word)))
}

/** An id of the document: what a step id may hold beyond letters and digits becomes its code. */
export const anchor = (id: string): string =>
  `s-${id.replace(/[^A-Za-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)}`

export function commandHtml(command: string, what: string): Html {
  return html`<div class="cmd"><pre><code>${unbroken(command)}</code></pre><button type="button" class="copy" data-copy aria-label="Copy command: ${what}">Copy</button></div>`
}

const row = (title: string, body: Html): Html => html`<div class="row"><dt>${title}</dt><dd>${body}</dd></div>`

const items = (texts: readonly Text[]): Html => html`<ul>${texts.map((text) => html`<li>${textHtml(text)}</li>`)}</ul>`

function box(id: string, label: Html): Html {
  return html`<label class="line" for="${id}"><input type="checkbox" class="tick" id="${id}"><span>${label}</span></label>`
}

function actionHtml(action: Action, id: string, what: string): Html {
  const stop = action.stop
    ? html`<p class="stop"><strong class="sign">Stop</strong><span>${textHtml(action.stop)}</span></p>`
    : none
  const command = action.command === undefined ? none : commandHtml(action.command, what)
  return html`<li>${stop}${box(id, textHtml(action.text))}${command}</li>`
}

/** Steps of other targets that must be over, by target: `directory: D-05 MIMSyncGMSAsvc, D-08 MIMSrvGMSAsvc`. */
function waitsFor(step: PlanStep, byId: ReadonlyMap<string, StepOutline>): Html {
  const groups = new Map<string, StepOutline[]>()
  for (const id of step.after) {
    const other = byId.get(id)
    if (!other || other.target === step.target) continue
    const group = groups.get(other.target)
    if (group) group.push(other)
    else groups.set(other.target, [other])
  }
  if (groups.size === 0) return none
  const rows = [...groups].map(([target, steps]) => html`<li><b>${target}</b>: ${namesOf(steps)}</li>`)
  return row('Waits for', html`<ul>${rows}</ul>`)
}

/** `D-10 gmsaA, gmsaB; E-04`. */
function namesOf(steps: readonly StepOutline[]): Html {
  const codes = [...new Set(steps.map((step) => step.step))]
  return html`${codes.map((code, index) => {
    const subjects = steps.flatMap((step) => (step.step === code && step.subject !== null ? [step.subject] : []))
    return html`${index === 0 ? '' : '; '}${code}${subjects.map((subject, place) => html`${place === 0 ? ' ' : ', '}<code>${subject}</code>`)}`
  })}`
}

const AUTOMATION = {
  automated: 'by the runner',
  verified: 'by hand, checked by the runner',
  manual: 'by hand',
}

/** One step as an article that stays on one printed page. */
export function stepHtml(step: PlanStep, byId: ReadonlyMap<string, StepOutline>): Html {
  const id = anchor(step.id)
  const what = `${step.step} ${step.title}`
  const subject = step.subject === null ? none : html` <code class="subject">${step.subject}</code>`
  const flags = [
    ...(step.outage ? [html`<span class="flag">Outage</span>`] : []),
    ...(step.pointOfNoReturn ? [html`<span class="flag">No return</span>`] : []),
  ]
  const wait = step.waitMinutes > 0 ? html` + ${duration(step.waitMinutes)} waiting` : none
  return html`<article class="step" id="${id}" aria-labelledby="${id}-t">
<header><input type="checkbox" class="tick" id="${id}-done" aria-label="${step.step} is done"><div>
<h3 id="${id}-t"><code>${step.step}</code> ${step.title}${subject}</h3>
<p class="meta"><span><b>Who</b> ${step.who}</span><span><b>Where</b> ${step.where}</span><span><b>${duration(step.minutes)}</b>${wait}</span><span>${AUTOMATION[step.automation]}</span>${flags}</p></div></header>
<dl class="kv">${waitsFor(step, byId)}${
    step.before.length > 0
      ? row(
          'Before',
          html`<ul class="boxes">${step.before.map((text, index) => html`<li>${box(`${id}-b${index}`, textHtml(text))}</li>`)}</ul>`,
        )
      : none
  }${row('Do', html`<ol class="do">${step.actions.map((action, index) => actionHtml(action, `${id}-a${index}`, `${what}, line ${index + 1}`))}</ol>`)}${
    step.runs === null ? none : row('Runs', commandHtml(step.runs, `${what}, what the runner does`))
  }${row('Expected', items(step.expect))}${row(
    'If not',
    html`<ul>${step.failures.map((failure) => html`<li><b>${textHtml(failure.symptom)}</b> &#8594; ${textHtml(failure.fix)}</li>`)}</ul>`,
  )}${row('Undo', html`<p>${textHtml(step.undo)}</p>`)}</dl>
<p class="by"><span>Begin</span><span>End</span><span>Initials</span><span>Observed</span><span class="src">Source: ${step.source}</span></p>
</article>`
}
