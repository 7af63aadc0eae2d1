import type { SourcedFile } from '#core/discovery/parse.ts'

const MAX_NAMED = 5

/** `MIMPORTAL, MIMSYNC and the directory`; long lists are cut, the digests name every file. */
export function hostsOf(files: readonly SourcedFile[]): string {
  const hosts = [...new Set(files.flatMap(({ file }) => file.host?.name ?? []))].sort()
  const named = hosts.slice(0, MAX_NAMED)
  const more = hosts.length > MAX_NAMED ? [`${hosts.length - MAX_NAMED} more`] : []
  const directory = files.some(({ file }) => file.directory !== null) ? ['the directory'] : []
  const all = [...named, ...more, ...directory]
  const last = all.at(-1) ?? ''
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last
}
