'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { saveText } from '../data/save-text.ts'
import { counted } from '../data/when.ts'
import { layOutPicture } from './picture-layout.ts'
import { type PictureModel, pictureModel } from './picture-model.ts'
import { delegationSentences, pictureRows, unchangedParts } from './picture-rows.ts'
import { PictureSvg } from './picture-svg.tsx'
import { PictureList, PictureTable } from './picture-words.tsx'
import { standaloneSvg } from './save-svg.ts'

interface PictureSectionProps {
  readonly environment: Environment
  /** For the file: `MG-0042-r3`. */
  readonly name: string
}

const TITLE = 'Who runs what, today and after'

export function PictureSection({ environment, name }: PictureSectionProps) {
  const [asTable, setAsTable] = useState(false)
  const svg = useRef<SVGSVGElement>(null)
  const rows = pictureRows(environment)
  if (rows.length === 0)
    return (
      <Section title={TITLE}>
        <EmptyState title="No service is named yet">
          The picture shows old accounts, servers and new accounts as soon as the environment names a service.
        </EmptyState>
      </Section>
    )
  const model = pictureModel(environment)
  const layout = layOutPicture(model)
  const save = () => {
    if (svg.current) saveText(`${name}-who-runs-what.svg`, standaloneSvg(svg.current), 'image/svg+xml')
  }
  const controls = (
    <span className="flex gap-1 max-sm:hidden">
      <Button variant="plain" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {asTable ? 'As picture' : 'As table'}
      </Button>
      {asTable ? null : (
        <Button variant="plain" size="small" onClick={save}>
          Save SVG
        </Button>
      )}
    </span>
  )
  return (
    <Section title={TITLE} end={controls}>
      <div className="sm:hidden">
        <PictureList rows={rows} />
      </div>
      <div className="max-sm:hidden">
        {asTable ? (
          <PictureTable rows={rows} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
          <section tabIndex={0} aria-label="Picture, scrolls sideways" className="overflow-x-auto">
            <PictureSvg layout={layout} label={inOneSentence(model)} ref={svg} />
          </section>
        )}
      </div>
      <Legend environment={environment} />
    </Section>
  )
}

function inOneSentence({ olds, groups, news }: PictureModel): string {
  const retiring = olds.filter(({ retires }) => retires).length
  const managed = news.filter(({ kind }) => kind === 'managed').length
  const servers = new Set(groups.flatMap(({ machines }) => machines.map((machine) => machine.name))).size
  return `${counted(retiring, 'old account is', 'old accounts are')} replaced by ${counted(managed, 'managed account')} on ${counted(servers, 'server')}.`
}

function Legend({ environment }: { readonly environment: Environment }) {
  return (
    <div className="mt-2.5 grid gap-1 text-ink-2 text-sm">
      <p className="flex flex-wrap gap-x-5 gap-y-1 max-sm:hidden">
        <Key look="fill-none stroke-rule-2 [stroke-dasharray:3_3]">loses its SPNs, stays enabled until K-02</Key>
        <Key look="fill-accent-wash stroke-accent">new</Key>
      </p>
      {delegationSentences(environment).map((sentence) => (
        <p key={sentence} className="[overflow-wrap:anywhere]">
          {sentence}
        </p>
      ))}
      {unchangedParts(environment).map(({ part, servers, account, note, because, instead }) => (
        <p key={`${part} ${servers}`} className="[overflow-wrap:anywhere]">
          <b>{part}</b> on {servers || 'no server yet'} stays as it is
          {account ? (
            <>
              , as <code>{account}</code>
            </>
          ) : null}
          . {because} {instead} {note}
        </p>
      ))}
    </div>
  )
}

function Key({ look, children }: { readonly look: string; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg width="26" height="14" aria-hidden="true">
        <rect x="1" y="1" width="24" height="12" rx="2" className={look} />
      </svg>
      {children}
    </span>
  )
}
