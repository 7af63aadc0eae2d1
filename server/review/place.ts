import { and, eq } from 'drizzle-orm'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError, assertNever } from '#core/errors/app-error.ts'
import { preview } from '#core/generate/preview.ts'
import type { PlanStep } from '#core/plan/plan.ts'
import type { Reader } from '#db/client.ts'
import type { threads } from '#db/schema/review.ts'
import { revisionFiles } from '#db/schema/revisions.ts'
import type { Content } from '#server/requests/content.ts'
import { readBlob } from '#server/requests/read-blob.ts'
import { readPlan } from '#server/requests/revision-view.ts'
import { findLine, findNamed, linesOf, namedPath, quoteOf } from './anchor.ts'
import type { OpenInput } from './inputs.ts'
import type { ThreadView } from './views.ts'

type ThreadRow = typeof threads.$inferSelect
type Anchor = Pick<ThreadRow, 'place' | 'path' | 'line' | 'quote'>
export type Placed = Pick<ThreadView, 'path' | 'line' | 'outdated'>

/** One revision as threads are placed in it; files and steps are read once, and only when a thread asks for them. */
export interface Ground {
  readonly environment: unknown
  readonly step: (id: string) => PlanStep | undefined
  /** The lines of a generated file by `TARGET/path`; null when there is none. */
  readonly lines: (file: string) => readonly string[] | null
}

export function groundOf(db: Reader, content: Content, asOf: string): Ground {
  let steps: Map<string, PlanStep> | undefined
  const files = new Map<string, readonly string[] | null>()
  return {
    environment: content.environment,
    step: (id) => {
      const plan = steps
        ? null
        : content.frozen
          ? readPlan(db, content.frozen)
          : preview(content.environment, asOf).plan
      steps ??= new Map((plan?.steps ?? []).map((step) => [step.id, step]))
      return steps.get(id)
    },
    lines: (file) => {
      const known = files.get(file)
      if (known !== undefined) return known
      const read = readLines(db, content, file)
      files.set(file, read)
      return read
    },
  }
}

function readLines(db: Reader, { frozen }: Content, file: string): readonly string[] | null {
  if (!frozen) return null
  const [target = '', ...path] = file.split('/')
  const found = db
    .select({ sha256: revisionFiles.sha256 })
    .from(revisionFiles)
    .where(
      and(
        eq(revisionFiles.requestId, frozen.requestId),
        eq(revisionFiles.revision, frozen.revision),
        eq(revisionFiles.origin, 'generated'),
        eq(revisionFiles.target, target),
        eq(revisionFiles.path, path.join('/')),
      ),
    )
    .get()
  return found ? linesOf(Buffer.from(readBlob(db, found.sha256)).toString('utf8')) : null
}

/** What a new thread keeps of its place. NOT_FOUND when the revision has no such place. */
export function anchorOf(ground: Ground, place: OpenInput['place']): Anchor {
  switch (place.kind) {
    case 'request':
      return { place: 'request', path: '', line: null, quote: '' }
    case 'field': {
      const path = namedPath(ground.environment, place.path)
      if (path === null) throw noPlace('no such field')
      return { place: 'field', path, line: null, quote: valueQuote(findNamed(ground.environment, path)?.value) }
    }
    case 'step': {
      const step = ground.step(place.step)
      if (!step) throw noPlace(`no step ${place.step}`)
      return { place: 'step', path: step.id, line: null, quote: quoteOf(step.title) }
    }
    case 'line': {
      const file = `${place.target}/${place.path}`
      const text = ground.lines(file)?.[place.line - 1]
      if (text === undefined) throw noPlace(`no line ${place.line} in ${file}`)
      return { place: 'line', path: file, line: place.line, quote: quoteOf(text) }
    }
    default:
      return assertNever(place)
  }
}

const noPlace = (what: string) => new AppError('NOT_FOUND', `This revision has ${what}. Look at it again.`)
const valueQuote = (value: unknown): string => quoteOf(canonicalJson(value ?? null))

/** Where a thread stands in this revision. */
export function placeIn(ground: Ground, { place, path, line, quote }: Anchor): Placed {
  switch (place) {
    case 'request':
      return { path: '', line: null, outdated: false }
    case 'field': {
      const found = findNamed(ground.environment, path)
      return { path: found?.path ?? path, line: null, outdated: !found || valueQuote(found.value) !== quote }
    }
    case 'step': {
      const step = ground.step(path)
      return { path, line: null, outdated: !step || quoteOf(step.title) !== quote }
    }
    case 'line': {
      const found = findLine(ground.lines(path) ?? [], quote, line ?? 1)
      return { path, line: found, outdated: found === null }
    }
    default:
      return assertNever(place)
  }
}
