import type { Source } from '#core/discovery/claim.ts'

/** `MIMSYNC and MIMPORTAL`, `the directory`. */
export function sourceWords(sources: readonly Pick<Source, 'host' | 'kind'>[]): string {
  const names = [...new Set(sources.map(({ host, kind }) => (kind === 'host' ? host : 'the directory')))]
  const last = names.at(-1) ?? ''
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last
}
