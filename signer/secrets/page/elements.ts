/** The only element of a kind below another; the page is made by the signer, so a missing one is a mistake of this program. */
export function find<T extends HTMLElement>(root: ParentNode, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`)
  return found
}

/** Says something beside a field: how it is, or what is wrong. */
export function say(element: HTMLElement, text: string, look: 'plain' | 'good' | 'bad' = 'plain'): void {
  element.textContent = text
  element.classList.toggle('good', look === 'good')
  element.classList.toggle('bad', look === 'bad')
}
