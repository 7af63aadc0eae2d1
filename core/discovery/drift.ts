import type { Environment } from '#core/environment/environment.ts'
import type { Place, Source } from './claim.ts'
import { sourceOf } from './claim.ts'
import { compare } from './compare.ts'
import { accountDrift } from './drift-accounts.ts'
import { directoryDrift } from './drift-directory.ts'
import type { DriftItem, DriftReport } from './drift-report.ts'
import { DRIFT_SEVERITIES, driftRule } from './drift-rules.ts'
import { serverId } from './entries.ts'
import { saysNothing } from './open-values.ts'
import type { SourcedFile } from './parse.ts'
import { hostId } from './scene.ts'
import { Workbench } from './workbench.ts'

type Json = DriftItem['approved']

/**
 * Compares discovery files with an approved environment. What is unknown is no drift; what the approved environment left open
 * and a file found is information. The order of the files makes no difference.
 */
export function findDrift(approved: Environment, files: readonly SourcedFile[]): DriftReport {
  const { scene, run } = compare(approved, files)
  const before = new Workbench(approved)
  const item = (place: Place, found: unknown, form: unknown, sources: readonly Source[]): DriftItem => {
    const rule = driftRule(place)
    const isNews = form !== undefined && !isList(form) && saysNothing(form) && !isGraveNews(place, found)
    return {
      severity: isNews && rule.severity === 'blocks' ? 'information' : rule.severity,
      path: before.pointer(place),
      entry: form === undefined ? (place.at(-1) ?? null) : null,
      approved: (form ?? null) as Json,
      found: (found ?? null) as Json,
      steps: [...rule.steps],
      meaning: isNews ? 'The approved environment left this open.' : rule.meaning,
      sources: [...sources],
    }
  }
  const items = [
    ...run.conflicts.flatMap(({ place, form, options }) =>
      options
        .filter((option) => option.id === 'absent' || !run.agrees(form, option))
        .map((option) => item(place, option.value, form, option.sources)),
    ),
    ...run.changes.map(({ place, before: form, after, sources }) => item(place, after, form, sources)),
    ...accountDrift(scene),
    ...directoryDrift(scene),
  ].sort(byGravity)
  const seen = new Set(scene.files.map((one) => hostId(scene, one)))
  return {
    type: 'mim-gmsa/drift/1',
    worst: items[0]?.severity ?? null,
    confirmed: run.agreements.length - run.changes.length,
    items,
    unknown: run.unknowns.map(({ place, reason, source }) => ({
      path: before.pointer(place),
      reason,
      host: source.host,
    })),
    unseenServers: approved.servers.filter((server) => !seen.has(serverId(server))).map(({ name }) => name),
    directoryUnseen: scene.files.every(({ file }) => file.directory === null),
    sources: scene.files.map(sourceOf),
  }
}

/** Nobody had looked who holds the names, and it is not the account that the plan takes them from. */
const isGraveNews = (place: Place, found: unknown): boolean =>
  place.at(-1) === 'servicePrincipalNamesToday' && !/"old-account"|"absent"/.test(JSON.stringify(found))

const isList = Array.isArray

function byGravity(a: DriftItem, b: DriftItem): number {
  const order = DRIFT_SEVERITIES.indexOf(a.severity) - DRIFT_SEVERITIES.indexOf(b.severity)
  return order || (keyOf(a) < keyOf(b) ? -1 : 1)
}

const keyOf = ({ path, found }: DriftItem): string => `${path} ${JSON.stringify(found)}`
