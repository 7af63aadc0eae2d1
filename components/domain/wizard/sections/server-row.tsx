'use client'

import { Button, IconButton } from '#components/ui/button.tsx'
import { SeverityShape } from '#components/ui/severity-mark.tsx'
import { Cell, Row } from '#components/ui/table.tsx'
import { toast } from '#components/ui/toaster.tsx'
import type { Server } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { Breakable } from '../fields/breakable.tsx'
import { mentionsOf, removeServer } from '../model/server-changes.ts'
import { FIELD_WORDS } from '../model/words/field-words.ts'
import { ServerForm } from './server-form.tsx'

interface ServerRowProps {
  readonly index: number
  readonly columns: number
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
}

const windowsName = (version: string): string =>
  FIELD_WORDS['/servers/*/operatingSystem']?.options?.[version]?.replace('Windows Server ', '') ?? version

export function ServerRow({ index, columns, isOpen, onOpen }: ServerRowProps) {
  const editor = useEditor()
  const server = editor.draft.environment.servers[index] as Server
  const path = `/servers/${index}`
  const worst = editor.findings.worstWithin(path)
  const name = server.name === '' ? 'the new server' : server.name
  const remove = () => {
    const { environment } = editor.draft
    const mentioned = mentionsOf(environment, server.name)
    onOpen(false)
    editor.change(removeServer(environment, index), `Remove ${name}`)
    toast({
      text:
        mentioned.length > 0
          ? `${name} removed, also from ${mentioned.join(', ')}. Ctrl Z brings it back.`
          : `${name} removed. Ctrl Z brings it back.`,
    })
  }
  return (
    <>
      <Row className={isOpen ? 'border-b-0' : undefined}>
        <Cell heads className="sm:w-[34%]">
          <span className="flex items-start gap-1.5">
            {worst ? <SeverityShape severity={worst} className="mt-0.5" /> : null}
            <span className="min-w-0">
              <code className="block font-bold">{server.name || 'New server'}</code>
              <code className="text-ink-2 text-sm">
                <Breakable text={server.fqdn} />
              </code>
            </span>
          </span>
        </Cell>
        <Cell label="Windows">
          {windowsName(server.operatingSystem)}
          {server.installationType === 'core' ? <span className="text-ink-3"> Core</span> : null}
        </Cell>
        <Cell label="Parts of MIM">
          {server.installations.length === 0 ? <span className="text-ink-3">none</span> : null}
          {server.installations.map(({ component, build, node }) => (
            <span key={`${component}${build}`} className="mr-3 inline-block whitespace-nowrap">
              <code>{component}</code>{' '}
              <span className="text-ink-3 text-sm">{node === 'standby' ? `${build}, standby` : build}</span>
            </span>
          ))}
        </Cell>
        <Cell label="AD site">
          <Breakable text={server.site} />
        </Cell>
        <Cell className="whitespace-nowrap text-right max-sm:flex max-sm:gap-2">
          <Button size="small" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
            {isOpen ? 'Close' : 'Edit'}
            <span className="sr-only"> {name}</span>
          </Button>
          <IconButton icon="trash" label={`Remove ${name}`} onClick={remove} className="inline-grid align-middle" />
        </Cell>
      </Row>
      {isOpen ? (
        <Row>
          <Cell colSpan={columns} className="pt-0 pb-5">
            <ServerForm path={path} />
          </Cell>
        </Row>
      ) : null}
    </>
  )
}
