/** Hex in groups of four: the first 16 characters, which people compare, apart from the rest. */
export function digestGroups(hex: string): { readonly first: readonly string[]; readonly rest: readonly string[] } {
  const groups = hex.match(/.{1,4}/g) ?? []
  return { first: groups.slice(0, 4), rest: groups.slice(4) }
}
