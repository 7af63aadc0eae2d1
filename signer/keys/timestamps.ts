import { AppError } from '#core/errors/app-error.ts'
import { FormatError } from '#crypto/format-error.ts'
import { timestampRequest } from '#crypto/timestamp/request.ts'
import { readTimestampResponse } from '#crypto/timestamp/response.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'

export interface TimestampOptions {
  /** Address of an RFC 3161 authority. */
  readonly url: string
  /** When it does not answer: signing waits and is tried again, or goes on without a timestamp. */
  readonly policy: 'wait' | 'without'
}

const TIMEOUT_MS = 15_000
const MAX_RESPONSE_BYTES = 100_000

/** The signer, with a timestamp of the authority on every signature. With the policy `wait` its silence is SIGNER_UNREACHABLE. */
export function withTimestamps(
  signer: CodeSigner,
  { url, policy }: TimestampOptions,
  random: (size: number) => Uint8Array,
): CodeSigner {
  return {
    ...signer,
    timestamp: async (sha256) => {
      try {
        const nonce = random(16)
        return readTimestampResponse(await ask(url, timestampRequest(sha256, nonce)), sha256, nonce).token
      } catch (cause) {
        if (policy === 'without') return null
        const why = cause instanceof FormatError ? cause.message : 'It does not answer.'
        throw new AppError(
          'SIGNER_UNREACHABLE',
          `Nothing was signed yet: the timestamp authority gave no timestamp. ${why} Signing is tried again by itself.`,
          { message: `timestamp authority ${url}`, cause },
        )
      }
    },
  }
}

async function ask(url: string, request: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: new Uint8Array(request),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) throw new FormatError('TIMESTAMP', `It answered with status ${response.status}.`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > MAX_RESPONSE_BYTES) throw new FormatError('TIMESTAMP', 'Its answer is too large.')
  return bytes
}
