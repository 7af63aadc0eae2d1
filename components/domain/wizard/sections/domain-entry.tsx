'use client'

import { Button, IconButton } from '#components/ui/button.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { Domain } from '#core/environment/environment.ts'
import { newController } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { usePageOf } from '../editor/use-page-of.ts'
import { Entry } from '../fields/entry.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'

/** `2019` of `Windows Server 2019`: the column says the rest. */
const withoutServer = (words: string): string => words.replace('Windows Server ', '')

const PAGE = 25
const MAX_CONTROLLERS = 500

export function DomainEntry({ path }: { readonly path: string }) {
  const editor = useEditor()
  const domain = getAt(editor.draft.environment, path) as Domain
  const name = domain.dnsName === '' ? 'New domain' : domain.dnsName
  const isOnly = editor.draft.environment.forest.domains.length === 1
  return (
    <Entry
      path={path}
      title={<code>{name}</code>}
      name={`the domain ${name}`}
      keep={isOnly ? 'A forest has at least one domain.' : null}
    >
      <FieldGrid>
        <SchemaField path={`${path}/dnsName`} />
        <SchemaField path={`${path}/netbiosName`} />
        <SchemaField path={`${path}/functionalLevel`} />
      </FieldGrid>
      <Controllers path={`${path}/controllers`} controllers={domain.controllers} domain={domain.dnsName} />
    </Entry>
  )
}

interface ControllersProps {
  readonly path: string
  readonly controllers: Domain['controllers']
  readonly domain: string
}

function Controllers({ path, controllers, domain }: ControllersProps) {
  const editor = useEditor()
  const [page, setPage] = usePageOf(path, PAGE)
  const shown = entryPaths(path, controllers).slice((page - 1) * PAGE, page * PAGE)
  const add = () => {
    const fqdn = domain === '' ? '' : `.${domain}`
    editor.change([{ type: 'insert', path, value: { ...newController(), fqdn } }], 'Add a domain controller')
    setPage(Math.floor(controllers.length / PAGE) + 1)
  }
  return (
    <div>
      {controllers.length === 0 ? (
        <p className="text-ink-2">No domain controller yet. The steps of phase D talk to a writable one.</p>
      ) : (
        <Table caption={`Domain controllers of ${domain || 'the domain'}`}>
          <TableHead>
            <HeaderCell>Name</HeaderCell>
            <HeaderCell>FQDN</HeaderCell>
            <HeaderCell>Windows</HeaderCell>
            <HeaderCell>AD site</HeaderCell>
            <HeaderCell>
              <span className="sr-only">More</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {shown.map((entry) => (
              <ControllerRow key={entry} path={entry} />
            ))}
          </TableBody>
        </Table>
      )}
      <PlaceMessages path={path} />
      <div className="mt-2 grid gap-3">
        {controllers.length > PAGE ? (
          <Pagination
            page={page}
            pageSize={PAGE}
            total={controllers.length}
            noun="domain controllers"
            onPage={setPage}
          />
        ) : null}
        <Button
          size="small"
          icon="plus"
          className="justify-self-start"
          blocked={controllers.length >= MAX_CONTROLLERS ? `At most ${MAX_CONTROLLERS} are allowed.` : null}
          onClick={add}
        >
          Add a domain controller
        </Button>
      </div>
    </div>
  )
}

function ControllerRow({ path }: { readonly path: string }) {
  const editor = useEditor()
  const name = String(getAt(editor.draft.environment, `${path}/name`)) || 'the new one'
  return (
    <Row>
      <Cell label="Name" className="sm:w-[20%]">
        <SchemaField path={`${path}/name`} labelHidden />
      </Cell>
      <Cell label="FQDN">
        <SchemaField path={`${path}/fqdn`} labelHidden />
      </Cell>
      <Cell label="Windows" className="sm:w-[16%]">
        <SchemaField path={`${path}/operatingSystem`} labelHidden optionWords={withoutServer} />
      </Cell>
      <Cell label="AD site" className="sm:w-[27%]">
        <SchemaField path={`${path}/site`} labelHidden />
        <SchemaField path={`${path}/readOnly`} className="mt-1.5" />
      </Cell>
      <Cell className="sm:w-8">
        <IconButton
          icon="trash"
          label={`Remove ${name}`}
          onClick={() => editor.change([{ type: 'remove', path }], `Remove ${name}`)}
        />
      </Cell>
    </Row>
  )
}
