'use client'

import type { RefObject } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/sheet.tsx'
import type { SaveState } from '../model/save-state.ts'
import { SECTIONS, type SectionId } from '../model/sections.ts'
import { SaveStatus } from './save-status.tsx'

interface WizardHeadProps {
  readonly id: string
  readonly revision: number
  readonly title: string
  readonly section: SectionId
  readonly headingRef: RefObject<HTMLSpanElement | null>
  readonly save: SaveState
  /** On its way to the signer: nothing can be edited. */
  readonly isHeld: boolean
  /** What would be taken back, and brought again; null when there is nothing. */
  readonly undo: string | null
  readonly redo: string | null
  readonly submitBlock: string | null
  readonly isSubmitting: boolean
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onImport: () => void
  readonly onDiscovery: () => void
  readonly onExport: () => void
  readonly onSubmit: () => void
}

export function WizardHead(props: WizardHeadProps) {
  const { id, revision, title, section, headingRef, save, isHeld } = props
  const { title: heading, intro } = SECTIONS.find((known) => known.id === section) ?? SECTIONS[0]
  return (
    <PageHead
      crumbs={[
        { label: 'Requests', href: '/requests' },
        { label: [id, title].filter(Boolean).join(' '), href: `/requests/${id}` },
        { label: `Revision ${revision}, draft` },
      ]}
      title={
        <span ref={headingRef} tabIndex={-1} className="outline-none">
          {isHeld ? 'On its way to the signer' : heading}
        </span>
      }
      lead={isHeld ? 'The draft is held until you submit it on the signer’s page, or take it back.' : intro}
      actions={
        <>
          <SaveStatus state={save} />
          {isHeld ? null : <EditActions {...props} />}
          {section === 'check' ? null : (
            <Button
              blocked={props.submitBlock}
              reason="hidden"
              busy={props.isSubmitting}
              busyLabel="Submitting"
              onClick={props.onSubmit}
            >
              Submit
            </Button>
          )}
        </>
      }
    />
  )
}

function EditActions({ undo, redo, onUndo, onRedo, onImport, onDiscovery, onExport }: WizardHeadProps) {
  return (
    <>
      <span className="flex gap-1 max-sm:flex-none!">
        <IconButton
          icon="undo"
          label={undo === null ? 'Undo: nothing to take back' : `Undo: ${undo}`}
          aria-disabled={undo === null || undefined}
          aria-keyshortcuts="Control+Z"
          onClick={onUndo}
        />
        <IconButton
          icon="undo"
          label={redo === null ? 'Redo: nothing was undone' : `Redo: ${redo}`}
          aria-disabled={redo === null || undefined}
          aria-keyshortcuts="Control+Shift+Z"
          className="[&>svg]:-scale-x-100"
          onClick={onRedo}
        />
      </span>
      <Button icon="server" aria-label="Import from discovery" onClick={onDiscovery}>
        Discovery
      </Button>
      <Button icon="download" onClick={onImport}>
        Import
      </Button>
      <Button icon="upload" onClick={onExport}>
        <span>
          Export<span className="max-sm:sr-only"> JSON</span>
        </span>
      </Button>
    </>
  )
}
