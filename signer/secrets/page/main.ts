// The program of the page on which a secret is entered. It encrypts here and hands over ciphertexts only: no field that holds the
// secret has a name, so no form can send it, and the page's policy allows no other way out.
import { find, say } from './elements.ts'
import { Place } from './place.ts'
import { SecretField } from './secret-field.ts'

const entry = document.getElementById('entry')
if (entry instanceof HTMLFormElement) start(entry)

function start(entry: HTMLFormElement): void {
  const { request = '', digits, max } = entry.dataset
  const button = find(entry, '#seal', HTMLButtonElement)
  const field = new SecretField(entry, Number(max), judge)
  const roots = [...entry.querySelectorAll('.place')].filter((root) => root instanceof HTMLElement)
  const places: Place[] = roots.map((root) => new Place(root, request, Number(digits), judge))
  let isSealing = false
  for (const place of places) place.begin()

  function judge(): void {
    const compared = places.every(({ isCompared }) => isCompared)
    const needed = places.some(({ needsSecret }) => needsSecret)
    field.open(compared && needed)
    button.disabled = isSealing || !compared || (needed && !field.isReady)
  }

  entry.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!button.disabled) void seal()
  })
  // A page that is left, or kept by the browser for its way back, holds no secret.
  window.addEventListener('pagehide', () => field.clear())

  async function seal(): Promise<void> {
    isSealing = true
    button.disabled = true
    const line = find(entry, '#say', HTMLElement)
    say(line, 'Encrypting.')
    try {
      const secret = field.take()
      const sealed = await Promise.all(places.map((place) => place.seal(secret)))
      const form = find(document, '#hand-over', HTMLFormElement)
      find(form, '[name=sealed]', HTMLInputElement).value = JSON.stringify(sealed)
      form.submit()
    } catch {
      say(
        line,
        'The password could not be encrypted in this browser. Nothing was sent. Type it again, or encrypt elsewhere.',
        'bad',
      )
      isSealing = false
      judge()
    }
  }
}
