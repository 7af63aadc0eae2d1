import { identityOf } from '#core/environment/identity.ts'
import { pointer, pointerSegments } from '#core/environment/pointer.ts'
import { getAt } from './edit-path.ts'
import { patternOf } from './leaves.ts'
import { SECTIONS, sectionOf } from './sections.ts'
import { FIELD_WORDS } from './words/field-words.ts'

/** What an entry without a name is called, by its list. */
const NOUNS: Readonly<Record<string, string>> = {
  servers: 'server',
  domains: 'domain',
  controllers: 'domain controller',
  installations: 'part',
  components: 'service',
  unconverted: 'part',
  aliases: 'name',
  sql: 'SQL Server',
  databases: 'database',
  replicas: 'machine',
  keys: 'root key',
  trustedForests: 'forest',
  servicePrincipalNames: 'name',
  targets: 'name',
}

const nounOf = (list: string | undefined): string => NOUNS[list ?? ''] ?? 'entry'

/** A place in words: `MIMSYNC, Build`. Entries by what they are called, fields by their labels. */
export function placeName(document: unknown, path: string): string {
  const segments = pointerSegments(path)
  const words = segments.flatMap((segment, index) => {
    const here = pointer(...segments.slice(0, index + 1))
    if (/^\d+$/.test(segment))
      return [identityOf(getAt(document, here)) ?? `${nounOf(segments[index - 1])} ${Number(segment) + 1}`]
    const isLast = index === segments.length - 1
    const label = FIELD_WORDS[patternOf(here)]?.label
    return isLast && label !== undefined ? [label] : []
  })
  return words.length > 0 ? words.join(', ') : sectionTitle(path)
}

const sectionTitle = (path: string): string => SECTIONS.find(({ id }) => id === sectionOf(path))?.title ?? ''
