import type { DriftReport } from '#core/discovery/drift-report.ts'
import type { DriftSeverity } from '#core/discovery/drift-rules.ts'
import type { Environment } from '#core/environment/environment.ts'

interface PersonRef {
  readonly id: string
  readonly name: string
}

export interface ScriptView {
  readonly name: string
  readonly version: string
  readonly sha256: string
  readonly bytes: number
  readonly isSigned: boolean
}

/** A discovery file that was taken into a request, and what of it the revision says. */
export interface SourceView {
  readonly sha256: string
  readonly name: string
  readonly host: string
  readonly kind: 'host' | 'directory'
  readonly runAt: string
  readonly runBy: string
  readonly takenAt: string
  readonly takenBy: PersonRef
  /** JSON Pointers into the environment, of what the revision says as this file does. */
  readonly paths: readonly string[]
  /** Public parts of certificates for encrypting to this host. */
  readonly encryptionCertificates: readonly { readonly subject: string; readonly sha256: string }[]
}

export interface SourcesView {
  readonly revision: number
  readonly environment: Environment
  readonly files: readonly SourceView[]
}

export interface DriftSummary {
  readonly number: number
  readonly revision: number
  readonly at: string
  readonly by: PersonRef
  readonly worst: DriftSeverity | null
  readonly counts: Readonly<Record<DriftSeverity, number>>
}

export interface DriftView extends DriftSummary {
  readonly report: DriftReport
  /** As it was approved. */
  readonly environment: Environment
}

export interface DriftsView {
  /** Newest first. */
  readonly reports: readonly DriftSummary[]
  /** The revision that a check now compares with; null while nothing is approved. */
  readonly revision: number | null
  readonly mayCheck: boolean
}
