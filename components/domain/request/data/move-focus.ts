/** Next or previous element of a kind, from the one that has the focus. */
export function moveFocus(selector: string, step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>(selector)]
  const here = items.findIndex((item) => item.contains(document.activeElement))
  const next = here === -1 ? (step === 1 ? 0 : items.length - 1) : here + step
  items[next]?.focus()
}
