import { z } from 'zod'
import { DRIFT_SEVERITIES } from '#core/discovery/drift-rules.ts'
import { digest } from '#core/statement/schemas.ts'
import { kind } from './kind.ts'

const revision = z.int().min(1)
const files = z.array(digest).min(1)
const count = z.int().min(0)
const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** Events about discovery files; `object` is the request's id. Host names are texts: they can be erased. */
export const DISCOVERY_KINDS = {
  'discovery.imported': kind(
    'Discovery imported',
    z.strictObject({ revision, files }),
    ({ actor, object, details, texts }) =>
      `${actor} took ${counted(details.files.length, 'discovery file')}${texts.hosts ? ` (${texts.hosts})` : ''} into the draft of ${object} revision ${details.revision}.`,
  ),
  'discovery.drift-checked': kind(
    'Drift checked',
    z.strictObject({
      revision,
      files,
      worst: z.nullable(z.enum(DRIFT_SEVERITIES)),
      blocks: count,
      warns: count,
      information: count,
    }),
    ({ actor, object, details: { revision, blocks, warns, information }, texts }) => {
      const found = `${counted(blocks, 'difference')} that ${blocks === 1 ? 'blocks' : 'block'}, ${warns} to look at, ${information} for information`
      return `${actor} compared ${object} revision ${revision} with discovery files${texts.hosts ? ` of ${texts.hosts}` : ''}: ${found}.`
    },
  ),
}
