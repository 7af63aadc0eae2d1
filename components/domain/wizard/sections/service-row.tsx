'use client'

import { Button } from '#components/ui/button.tsx'
import { SeverityShape } from '#components/ui/severity-mark.tsx'
import { Cell, Row } from '#components/ui/table.tsx'
import { sameName } from '#core/environment/describe.ts'
import type { Component } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { Breakable } from '../fields/breakable.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { SERVICE_NAMES } from '../model/service-words.ts'
import { ServiceForm } from './service-form.tsx'

const SHOWN = 6

interface ServiceRowProps {
  readonly path: string
  readonly columns: number
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
}

/** What matters most of one service: today's account, tomorrow's gMSA. Everything else opens below. */
export function ServiceRow({ path, columns, isOpen, onOpen }: ServiceRowProps) {
  const editor = useEditor()
  const component = getAt(editor.draft.environment, path) as Component
  const { component: key, oldAccount, hostGroup } = component
  const worst = editor.findings.worstWithin(path)
  return (
    <>
      <Row className={isOpen ? 'border-b-0' : undefined}>
        <Cell heads className="sm:w-[17%]">
          <span className="flex items-center gap-1.5">
            {worst ? <SeverityShape severity={worst} /> : null}
            <code className="font-bold">{key}</code>
          </span>
          <span className="block text-ink-2 text-sm">{SERVICE_NAMES[key]}</span>
          <Button
            size="small"
            variant="plain"
            className="mt-1 -ml-2"
            aria-expanded={isOpen}
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? 'Close' : 'All fields'}
            <span className="sr-only"> of {key}</span>
          </Button>
        </Cell>
        <Cell label="Servers" className="text-sm">
          <HostNames component={component} />
        </Cell>
        <Cell label="Runs today as" className="text-sm">
          {oldAccount.name === '' ? (
            <span className="text-ink-3">not entered</span>
          ) : (
            <code>
              <Breakable text={`${oldAccount.domain}\\${oldAccount.name}`} />
            </code>
          )}
        </Cell>
        <Cell label="Will run as (gMSA)" className="sm:w-[29%] sm:min-w-40">
          <SchemaField path={`${path}/managedAccount/name`} label={`gMSA of ${key}`} labelHidden />
        </Cell>
        <Cell label="Host group" className="text-sm">
          {hostGroup.name === '' ? (
            <span className="text-ink-3">not entered</span>
          ) : (
            <code>
              <Breakable text={hostGroup.name} />
            </code>
          )}
        </Cell>
      </Row>
      {isOpen ? (
        <Row>
          <Cell colSpan={columns} className="pt-0 pb-5">
            <ServiceForm path={path} onRemoved={() => onOpen(false)} />
          </Cell>
        </Row>
      ) : null}
    </>
  )
}

function HostNames({ component }: { readonly component: Component }) {
  const { servers } = useEditor().draft.environment
  const nodeOf = (name: string) =>
    servers
      .find((server) => sameName(server.name, name))
      ?.installations.find((part) => part.component === component.component)?.node
  const several = component.servers.length > 1
  return (
    <>
      {component.servers.length === 0 ? <span className="text-ink-3">none</span> : null}
      {component.servers.slice(0, SHOWN).map((name) => (
        <span key={name} className="block">
          <code>
            <Breakable text={name} />
          </code>{' '}
          {several && component.component === 'SYNC' ? (
            <span className="text-ink-3 text-xs">{nodeOf(name)}</span>
          ) : null}
        </span>
      ))}
      {component.servers.length > SHOWN ? (
        <span className="text-ink-3">and {component.servers.length - SHOWN} more</span>
      ) : null}
    </>
  )
}
