import { find, say } from './elements.ts'

/** What is wrong with a secret, or null. The same rules as on the server; control characters end a line there. */
export function secretProblem(secret: string, maxBytes: number): string | null {
  if (secret === '') return 'Nothing was typed.'
  if (!secret.isWellFormed()) return 'The password holds a character that is cut in half.'
  if (/\p{Cc}/u.test(secret)) return 'The password holds a line break or another control character.'
  const bytes = new TextEncoder().encode(secret).length
  return bytes > maxBytes ? `The password has ${bytes} bytes; ${maxBytes} fit.` : null
}

/** The two fields: they open when every server is compared, and are emptied before anything leaves the page. */
export class SecretField {
  readonly #part: HTMLFieldSetElement
  readonly #secret: HTMLInputElement
  readonly #again: HTMLInputElement
  readonly #line: HTMLElement
  readonly #maxBytes: number

  constructor(root: ParentNode, maxBytes: number, changed: () => void) {
    this.#part = find(root, '#secret-part', HTMLFieldSetElement)
    this.#secret = find(root, '#secret', HTMLInputElement)
    this.#again = find(root, '#again', HTMLInputElement)
    this.#line = find(root, '#secret-say', HTMLElement)
    this.#maxBytes = maxBytes
    this.clear()
    const show = find(root, '#show', HTMLButtonElement)
    show.addEventListener('click', () => this.#show(show))
    for (const field of [this.#secret, this.#again]) {
      field.addEventListener('input', () => {
        this.#judge()
        changed()
      })
    }
  }

  open(isOpen: boolean): void {
    if (this.#part.disabled !== isOpen) return
    this.#part.disabled = !isOpen
    if (!isOpen) this.clear()
  }

  get isReady(): boolean {
    return secretProblem(this.#secret.value, this.#maxBytes) === null && this.#secret.value === this.#again.value
  }

  /** Takes the secret out of the page: the fields are empty afterwards. */
  take(): string {
    const secret = this.#secret.value
    this.clear()
    return secret
  }

  clear(): void {
    this.#secret.value = ''
    this.#again.value = ''
    say(this.#line, '')
  }

  #judge(): void {
    const secret = this.#secret.value
    const problem = secretProblem(secret, this.#maxBytes)
    const bytes = new TextEncoder().encode(secret).length
    if (secret === '' && this.#again.value === '') say(this.#line, '')
    else if (problem !== null) say(this.#line, problem, 'bad')
    else if (secret !== this.#again.value) {
      say(this.#line, this.#again.value === '' ? `${bytes} bytes. Type it once more.` : 'The two entries differ.')
    } else say(this.#line, `${bytes} bytes, both alike.`, 'good')
  }

  #show(button: HTMLButtonElement): void {
    const isShown = this.#secret.type === 'password'
    for (const field of [this.#secret, this.#again]) field.type = isShown ? 'text' : 'password'
    button.textContent = isShown ? 'Hide' : 'Show'
    button.setAttribute('aria-pressed', String(isShown))
  }
}
