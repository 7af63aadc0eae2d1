/** JSON Pointer (RFC 6901) of a place in a document: `pointer('servers', 0, 'name')` is `/servers/0/name`. */
export function pointer(...segments: readonly (string | number)[]): string {
  let path = ''
  for (const segment of segments) path += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`
  return path
}

/** The unescaped segments of a JSON Pointer; none for the whole document. Refuses text that does not begin with `/`. */
export function pointerSegments(path: string): string[] {
  if (path === '') return []
  if (!path.startsWith('/')) throw new RangeError(`not a JSON Pointer: ${path}`)
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const escapeSegment = (segment: string): string =>
  /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
