import type { PlanOutline } from '#core/plan/outline.ts'
import type { Plan, PlanStep } from '#core/plan/plan.ts'
import { planIndex } from '#core/plan/plan-index.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { forDemo } from './demo.ts'
import { accountsHtml, environmentHtml, mailboxHtml, staysHtml } from './facts-html.ts'
import { contentsHtml, factsHtml, haltHtml, readingHtml, titleHtml } from './front-html.ts'
import { GLOSSARY } from './glossary.ts'
import { type Html, html, trusted } from './html.ts'
import { localTime } from './moment.ts'
import { type Part, partsOf } from './parts.ts'
import { SCRIPT } from './script.ts'
import { stepHtml } from './step-html.ts'
import { style } from './style.ts'

export interface RunbookInput {
  readonly input: GeneratorInput
  readonly plan: Plan | PlanOutline
  /** `directory`, `client`, or a short host name in capitals, as in the plan. */
  readonly target: string
  /** Its steps, in order. */
  readonly steps: readonly PlanStep[]
  readonly generatorVersion: string
}

/**
 * `runbook.html` of one target: self-contained, for screen and paper, in English. The same input gives the same text. It holds
 * no plan digest, since the digest covers this file. Throws when the plan has no such target.
 */
export function renderRunbook({ input, plan, target: name, steps: own, generatorVersion }: RunbookInput): string {
  const target = plan.targets.find((candidate) => candidate.target === name)
  if (!target) throw new RangeError(`the plan has no target ${name}`)
  const { environment } = input
  const { byId, rollbackMinutes } = planIndex(plan)
  const steps = input.mode === 'demo' ? own.map(forDemo) : own
  const parts = partsOf(steps)
  const label = `${input.requestId} r${input.revision} ${name}`
  const conversion = environment.schedule.windows.conversion
  const foot =
    conversion === null ? '' : `window ends ${localTime(conversion.notAfter)} ${environment.schedule.timeZone}`
  const head = input.mode === 'demo' ? `DEMO ${label}` : label
  const page = html`<!doctype html>
<html lang="en" data-key="mim-gmsa:${input.requestId}:r${input.revision}:${name}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${head}: runbook</title>
<style>${trusted(style(head, foot))}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<div class="tools" role="region" aria-label="Progress and printing"><span id="count" aria-live="polite"></span><span id="say" class="sr" aria-live="polite"></span><button type="button" data-print>Print</button></div>
<main id="main" class="paper">
${titleHtml(input, target, steps)}
${factsHtml(input, target, steps, generatorVersion)}
${haltHtml(environment, rollbackMinutes)}
${environment.passwordUpdate ? mailboxHtml(environment) : [accountsHtml(environment, target), environmentHtml(environment, target), staysHtml(environment)]}
${readingHtml(target, input.mode)}
${contentsHtml(parts)}
${parts.map((part) => partHtml(part, byId))}
${glossaryHtml()}
${signOffHtml(label)}
</main>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`
  return page.markup
}

const partHtml = (part: Part, byId: Parameters<typeof stepHtml>[1]): Html =>
  html`<section class="part part-${part.key}" aria-labelledby="part-${part.key}"><h2 id="part-${part.key}">${part.title}</h2><p class="note">${part.note}</p>
${part.steps.map((step) => stepHtml(step, byId))}</section>
`

const glossaryHtml = (): Html =>
  html`<section aria-labelledby="glossary"><h2 id="glossary">Words</h2><dl class="gloss">${GLOSSARY.map(
    ([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`,
  )}</dl></section>`

const signOffHtml = (label: string): Html =>
  html`<section aria-labelledby="sign-off"><h2 id="sign-off">Sign-off</h2><p>${label}: all steps that apply are ticked, deviations are written beside them.</p><div class="sign-off"><p>Operator, name and signature</p><p>Date and time, UTC</p><p>Second person, name and signature</p><p>Date and time, UTC</p></div></section>`
