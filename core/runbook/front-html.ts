import type { Environment } from '#core/environment/environment.ts'
import { WINDOW_GROUPS, type WindowGroup } from '#core/environment/vocabulary.ts'
import type { PlanStep, PlanTarget } from '#core/plan/plan.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { type Html, html, none } from './html.ts'
import { duration, localTime, span, utcTime } from './moment.ts'
import type { Part } from './parts.ts'
import { anchor } from './step-html.ts'

const sum = (steps: readonly PlanStep[]): number => steps.reduce((total, step) => total + step.minutes, 0)

export function titleHtml(input: GeneratorInput, target: PlanTarget, steps: readonly PlanStep[]): Html {
  const planned = steps.filter((step) => step.phase !== 'R')
  const outage = sum(planned.filter((step) => step.outage))
  const work = `${planned.length} steps, ${duration(sum(planned))} of work`
  const interrupts =
    outage === 0 ? 'nothing is interrupted' : `${duration(outage)} of it while services are interrupted`
  const demo =
    input.mode === 'demo'
      ? html`<p class="demo" role="note"><b>DEMO</b> This runbook was made in demo mode. Its signature proves nothing. Never use it on a production system.</p>`
      : none
  return html`${demo}<div class="ttl"><h1>Runbook <code>${target.target}</code></h1><p>${target.summary} ${work}, ${interrupts}.</p></div>`
}

const GROUP_TITLES: Record<WindowGroup, string> = {
  directory: 'Directory',
  software: 'Software',
  conversion: 'Conversion',
  checks: 'Checks',
  decommission: 'Decommission',
}

/** Windows that hold back at least one step of this target, as local time and UTC. */
function windowsHtml(environment: Environment, steps: readonly PlanStep[]): Html[] {
  const { timeZone, windows } = environment.schedule
  return WINDOW_GROUPS.flatMap((group) => {
    const window = windows[group]
    if (!steps.some((step) => step.window === group)) return []
    const title = environment.passwordUpdate ? 'Window' : `${GROUP_TITLES[group]} window`
    if (window === null) return [html`<dt>${title}</dt><dd>Not fixed. Agree one before you begin.</dd>`]
    const [from, to] = span(localTime(window.notBefore), localTime(window.notAfter))
    const [utcFrom, utcTo] = span(utcTime(window.notBefore), utcTime(window.notAfter))
    return [html`<dt>${title}</dt><dd><b>${from}</b> to <b>${to}</b> ${timeZone}<br>UTC: ${utcFrom} to ${utcTo}</dd>`]
  })
}

export function factsHtml(
  input: GeneratorInput,
  target: PlanTarget,
  steps: readonly PlanStep[],
  generatorVersion: string,
): Html {
  const { environment } = input
  const ticket = input.case.ticket === '' ? none : html`, ticket ${input.case.ticket}`
  const where = target.fqdn === '' ? html`chosen on the day` : html`<code>${target.fqdn}</code>`
  return html`<dl class="facts"><dt>Request</dt><dd><b>${input.requestId} revision ${input.revision}</b>${ticket}: ${input.case.title}</dd>
<dt>Environment</dt><dd>${environment.name}, ${environment.purpose}</dd><dt>Machine</dt><dd>${where}</dd>
${windowsHtml(environment, steps)}<dt>Made by</dt><dd>mim-gmsa ${generatorVersion}, facts as of ${input.asOf}. Who approved it stands on <code>cover.html</code>.</dd></dl>`
}

/** When to stop, whom to call, and by which minute a rollback of so many minutes must begin to fit into the window. */
export function haltHtml(environment: Environment, rollback: number): Html {
  const owner = environment.confirmations.rollbackOwner
  if (environment.passwordUpdate) {
    return html`<section class="halt" aria-labelledby="halt"><h2 id="halt">Stop and call ${owner === '' ? 'the change lead' : owner}, when</h2>
<p>a step fails twice, an expected result differs, or the mailbox is locked. Undo of U-03 helps only while the old password is still valid; otherwise the way back is Setup, change mode, mail page.</p></section>`
  }
  const window = environment.schedule.windows.conversion
  const latest =
    window === null
      ? html`the agreed hour has passed`
      : html`the conversion is not verified by <b>${localTime(window.notAfter, -rollback)} ${environment.schedule.timeZone}</b> (${utcTime(window.notAfter, -rollback)} UTC)`
  return html`<section class="halt" aria-labelledby="halt"><h2 id="halt">Stop and call ${owner === '' ? 'the change lead' : owner}, when</h2>
<p>a step fails twice, an expected result differs, or ${latest}. Then go to the rollback: it needs ${duration(rollback)}. The old accounts are still enabled.</p></section>`
}

export const contentsHtml = (parts: readonly Part[]): Html =>
  html`<nav class="toc" aria-labelledby="contents"><h2 id="contents">Contents</h2>${parts.map(
    (part) =>
      html`<h3>${part.title}, ${part.steps.length === 1 ? '1 step' : `${part.steps.length} steps`}, ${duration(sum(part.steps))}</h3><ol>${part.steps.map(
        (step) =>
          html`<li><code>${step.step}</code><a href="#${anchor(step.id)}">${step.title}${step.subject === null ? none : html` (${step.subject})`}</a><span class="m">${duration(step.minutes)}</span></li>`,
      )}</ol>`,
  )}</nav>`

/** How to use the sheet, in the words of the steps. */
export const readingHtml = (target: PlanTarget, mode: GeneratorInput['mode']): Html => {
  const runner =
    target.kind === 'client'
      ? html`<li>Nothing is installed here. Tick and sign by hand.</li>`
      : html`<li>A command that begins with <code>.\\</code> is typed in the folder of the unpacked bundle (A-08), in an elevated 64-bit Windows PowerShell 5.1.</li><li><code>-WhatIf</code> rehearses and changes nothing. A second run of a finished step says <code>AlreadyOk</code>.</li>${mode === 'demo' ? html`<li>The runner refuses a DEMO bundle unless it is told <code>-AllowDemo</code>. The commands of this page say so. Lab machines only.</li>` : none}`
  return html`<section aria-labelledby="reading"><h2 id="reading">How to read this</h2><ul class="read">
<li>One line, one action. Tick it before you read the next one.</li>
<li>A box with <b>STOP</b> stands before the action that it is about. Read it first.</li>
<li><b>Waits for</b> names steps on other machines. Ask their operator; do not guess.</li>
<li>Words in <code>this type</code> are typed or compared exactly. <b>Bold</b> words are names on the screen.</li>${runner}
<li><b>Runs</b> shows in Windows commands what the runner does, for reading and for a night without the runner.</li>
<li>Never done twice in doubt: when a result differs from <b>Expected</b>, look at <b>If not</b> first.</li></ul></section>`
}
