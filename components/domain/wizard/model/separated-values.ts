/**
 * Cells of pasted text: tab-separated as Excel copies it, else separated by semicolons or commas (RFC 4180), with quoted cells that
 * may hold separators and line breaks. Empty lines are left out.
 */
export function readCells(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(index + 1) === '"') {
        cell += '"'
        index++
      } else quoted = false
    } else if (character === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (character === separator) endCell()
    else if (character === '\n') {
      endCell()
      rows.push([])
    } else if (character !== '\r') cell += character
  }
  endCell()
  return rows.filter((row) => row.some((value) => value !== ''))
}

/** Excel on the clipboard gives tabs; saved CSV has semicolons where the comma is the decimal sign. */
function separatorOf(text: string): string {
  const first = text.split('\n', 1)[0] ?? ''
  if (text.includes('\t')) return '\t'
  return first.split(';').length > first.split(',').length ? ';' : ','
}
