import { fromArmour, fromBase64, toBase64 } from '#crypto/cms-envelope/armour.ts'
import { readEnvelope } from '#crypto/cms-envelope/envelope.ts'
import { checkRecipient, type Recipient, readRecipient } from '#crypto/cms-envelope/recipient.ts'
import { sealSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { FormatError } from '#crypto/format-error.ts'
import { certificateFrom } from './certificate-file.ts'
import { find, say } from './elements.ts'

/** What is handed over for one server, as `sealedSchema` of the signer reads it. */
export interface HandedOver {
  readonly target: string
  readonly certificate: string
  readonly fingerprint: string
  readonly cms: string
  readonly origin: 'typed' | 'file'
}

const words = (error: unknown): string =>
  error instanceof FormatError ? error.message : 'The file can not be read. Choose another one.'

/** One server: its certificate, the digits that a person read there, and perhaps a file that was encrypted elsewhere. */
export class Place {
  readonly #root: HTMLElement
  readonly #request: string
  readonly #digitsNeeded: number
  readonly #changed: () => void
  readonly #digits: HTMLInputElement
  #recipient: Recipient | null = null
  #certificate: Uint8Array = new Uint8Array()
  #file: string | null = null

  constructor(root: HTMLElement, request: string, digitsNeeded: number, changed: () => void) {
    this.#root = root
    this.#request = request
    this.#digitsNeeded = digitsNeeded
    this.#changed = changed
    this.#digits = find(root, '.digits', HTMLInputElement)
    this.#digits.addEventListener('input', () => this.#judgeDigits())
    const certificate = find(root, '.cert', HTMLInputElement)
    certificate.addEventListener('change', () => void this.#readCertificate(certificate.files?.[0]))
    const sealed = find(root, '.sealed', HTMLInputElement)
    sealed.addEventListener('change', () => void this.#readSealed(sealed.files?.[0]))
  }

  /** Reads what is there already: a quick person, or the browser, may have filled the fields before this program was there. */
  begin(): void {
    const { certificate = '' } = this.#root.dataset
    const chosen = find(this.#root, '.cert', HTMLInputElement).files?.[0]
    if (chosen) void this.#readCertificate(chosen)
    else if (certificate !== '') void this.#use(async () => fromBase64(certificate))
    const sealed = find(this.#root, '.sealed', HTMLInputElement).files?.[0]
    if (sealed) void this.#readSealed(sealed)
  }

  get target(): string {
    return this.#root.dataset.target ?? ''
  }

  /** The certificate is good, and the digits that were read on the host are its own. */
  get isCompared(): boolean {
    const digits = this.#typedDigits()
    return this.#recipient !== null && digits.length >= this.#digitsNeeded && this.#recipient.sha256.startsWith(digits)
  }

  get needsSecret(): boolean {
    return this.#file === null
  }

  /** Encrypts for this server alone, or passes on the file that was encrypted elsewhere. */
  async seal(secret: string): Promise<HandedOver> {
    if (this.#recipient === null) throw new Error('no certificate')
    const { host = '', account = '' } = this.#root.dataset
    const context = { request: this.#request, host, account }
    const cms = this.#file ?? (await sealSecret(secret, context, this.#recipient))
    return {
      target: this.target,
      certificate: toBase64(this.#certificate),
      fingerprint: this.#typedDigits(),
      cms,
      origin: this.#file === null ? 'typed' : 'file',
    }
  }

  #typedDigits(): string {
    return this.#digits.value.replace(/[\s:-]/g, '').toLowerCase()
  }

  async #readCertificate(file: File | undefined): Promise<void> {
    if (file) await this.#use(() => certificateFrom(file))
  }

  async #use(read: () => Promise<Uint8Array>): Promise<void> {
    const line = find(this.#root, '.cert-say', HTMLElement)
    this.#recipient = null
    try {
      const certificate = await read()
      const recipient = await readRecipient(certificate)
      checkRecipient(recipient, this.#root.dataset.host ?? '', new Date())
      this.#recipient = recipient
      this.#certificate = certificate
      const until = recipient.notAfter.toISOString().slice(0, 10)
      say(line, `RSA ${recipient.keyBits}, for document encryption, names this host, valid until ${until}.`, 'good')
    } catch (error) {
      say(line, words(error), 'bad')
    }
    this.#judgeDigits()
  }

  // The page never shows the SHA-256: it is to be read on the host.
  #judgeDigits(): void {
    const line = find(this.#root, '.digits-say', HTMLElement)
    const digits = this.#typedDigits()
    if (digits === '') say(line, '')
    else if (this.#recipient === null) say(line, 'Choose the certificate first.')
    else if (!this.#recipient.sha256.startsWith(digits)) {
      say(
        line,
        'These are not the digits of this certificate. Read them on the host again; if they differ, stop.',
        'bad',
      )
    } else if (digits.length < this.#digitsNeeded) say(line, `${this.#digitsNeeded - digits.length} more digits.`)
    else say(line, 'The certificate is the one of that host.', 'good')
    this.#changed()
  }

  async #readSealed(file: File | undefined): Promise<void> {
    const line = find(this.#root, '.file-say', HTMLElement)
    this.#file = null
    try {
      if (file) {
        const text = file.size > 100_000 ? '' : await file.text()
        readEnvelope(fromArmour(text))
        this.#file = text
        say(line, 'It is encrypted. The server finds out whether it is for this request.', 'good')
      }
    } catch (error) {
      say(line, words(error), 'bad')
    }
    this.#changed()
  }
}
