import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** One line of standard input, without its end. A terminal does not show what is typed. */
export async function readSecretLine(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const { stdin } = process
  const lines = createInterface({ input: stdin, output: nowhere, terminal: stdin.isTTY === true })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
