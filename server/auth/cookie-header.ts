/** The value of one cookie in a `Cookie` header (RFC 6265, section 4.2.1). */
export function cookieValue(header: string | null, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trimStart().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1)
}
