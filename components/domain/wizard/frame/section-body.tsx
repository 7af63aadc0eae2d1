'use client'

import type { ReactNode } from 'react'
import { assertNever } from '#core/errors/app-error.ts'
import type { SectionId } from '../model/sections.ts'
import { CaseSection } from '../sections/case-section.tsx'
import { ConfirmationsSection } from '../sections/confirmations-section.tsx'
import { ForestSection } from '../sections/forest-section.tsx'
import { MailSection } from '../sections/mail-section.tsx'
import { NamesSection } from '../sections/names-section.tsx'
import { PamSection } from '../sections/pam-section.tsx'
import { ServersSection } from '../sections/servers-section.tsx'
import { ServicesSection } from '../sections/services-section.tsx'
import { SqlSection } from '../sections/sql-section.tsx'
import { UpdateSection } from '../sections/update-section.tsx'
import { WindowsSection } from '../sections/windows-section.tsx'

interface SectionBodyProps {
  readonly section: SectionId
  /** The last section, which is no form. */
  readonly check: ReactNode
}

export function SectionBody({ section, check }: SectionBodyProps) {
  switch (section) {
    case 'case':
      return <CaseSection />
    case 'forest':
      return <ForestSection />
    case 'servers':
      return <ServersSection />
    case 'services':
      return <ServicesSection />
    case 'sql':
      return <SqlSection />
    case 'names':
      return <NamesSection />
    case 'mail':
      return <MailSection />
    case 'pam':
      return <PamSection />
    case 'windows':
      return <WindowsSection />
    case 'confirmations':
      return <ConfirmationsSection />
    case 'update':
      return <UpdateSection />
    case 'check':
      return check
    default:
      return assertNever(section)
  }
}
