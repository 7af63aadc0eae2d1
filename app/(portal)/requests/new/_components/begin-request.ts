import { readEnvironmentText } from '#components/domain/wizard/model/import-environment.ts'
import type { SampleId } from '#components/domain/wizard/model/samples.ts'
import type { RouterInputs, RouterOutputs } from '#components/trpc/trpc.ts'
import type { NamedText } from '#core/discovery/parse.ts'
import type { Environment } from '#core/environment/environment.ts'

/** What a request begins with. */
export type Start =
  | { readonly from: 'blank' }
  | { readonly from: 'sample'; readonly sample: SampleId }
  | { readonly from: 'file'; readonly environment: Environment }
  | { readonly from: 'discovery'; readonly environment: Environment; readonly files: readonly NamedText[] }

/** The calls that are needed, so that a test can answer them. */
export interface BeginPorts {
  readonly create: (input: RouterInputs['requests']['create']) => Promise<RouterOutputs['requests']['create']>
  readonly draft: (
    input: RouterInputs['requests']['draft'],
  ) => Promise<Pick<RouterOutputs['requests']['draft'], 'version' | 'environment'>>
  readonly saveDraft: (
    input: RouterInputs['requests']['saveDraft'],
  ) => Promise<Pick<RouterOutputs['requests']['saveDraft'], 'outcome'>>
  readonly keepFiles: (input: RouterInputs['discovery']['import']) => Promise<unknown>
  readonly sampleText: (sample: SampleId) => Promise<string>
}

interface Begin {
  readonly start: Start
  readonly title: string
  readonly ticket: string
  /** A request that an earlier try made already. */
  readonly madeBefore: string | null
  readonly onMade: (id: string) => void
}

/**
 * Makes the request and stores what it begins with; answers its id. What can be refused is read before anything is made, and a
 * second try goes on with the request that the first one made.
 */
export async function beginRequest(
  ports: BeginPorts,
  { start, title, ticket, madeBefore, onMade }: Begin,
): Promise<string> {
  const environment = await environmentOf(ports, start)
  const id = madeBefore ?? (await ports.create({ title })).id
  onMade(id)
  if (environment === null && ticket === '' && madeBefore === null) return id
  if (start.from === 'discovery') await ports.keepFiles({ id, files: [...start.files] })
  const draft = await ports.draft({ id })
  await ports.saveDraft({
    id,
    version: draft.version,
    environment: environment ?? draft.environment,
    case: { title, ticket, acknowledgements: [] },
  })
  return id
}

async function environmentOf({ sampleText }: BeginPorts, start: Start): Promise<Environment | null> {
  if (start.from === 'blank') return null
  if (start.from === 'file' || start.from === 'discovery') return start.environment
  const read = readEnvironmentText(await sampleText(start.sample))
  if (read.outcome === 'refused') throw new Error(read.message)
  return read.environment
}
