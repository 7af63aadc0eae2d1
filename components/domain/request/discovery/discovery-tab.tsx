'use client'

import { Sheet } from '#components/ui/sheet.tsx'
import { DriftSection } from './drift-section.tsx'
import { SourcesSection } from './sources-section.tsx'

/** What machines said: before the window, against what was approved; and at the beginning, into the form. */
export function DiscoveryTab() {
  return (
    <Sheet>
      <DriftSection />
      <SourcesSection />
    </Sheet>
  )
}
