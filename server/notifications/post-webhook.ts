import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const TIMEOUT_MS = 10_000

/** Addresses that lead into the own network (IANA special-purpose registries). */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6')

/** An address of this machine or of a private, link-local or reserved network; IPv4 inside IPv6 counts as IPv4. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const refusal = (address: string) => new Error(`${address} is a private address, which this portal does not call.`)

/** Judges the address that is really connected to, so that a name cannot lead elsewhere after it was looked at. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const inside = error ? undefined : addresses.find(({ address }) => isPrivateAddress(address))
    const [first] = addresses ?? []
    if (error || !first) callback(error ?? new Error(`${hostname} has no address.`), '', 0)
    else if (inside) callback(refusal(inside.address), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

export interface Post {
  readonly url: string
  readonly body: string
  readonly secret: string
  readonly eventId: string
  readonly now: Date
  readonly allowPrivate: boolean
}

/** `v1=` and the hex HMAC-SHA256 of `TIMESTAMP.BODY`; the time stops a replay. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', Buffer.from(secret, 'base64url')).update(`${timestamp}.${body}`).digest('hex')}`

/** Posts a signed event. Resolves with the HTTP status; rejects when nobody answers or the address is refused. Follows nothing. */
export function postWebhook({ url, body, secret, eventId, now, allowPrivate }: Post): Promise<number> {
  const { protocol, hostname } = new URL(url)
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(literal) !== 0 && isPrivateAddress(literal)) return Promise.reject(refusal(literal))
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const client = protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const request = client.request(
      url,
      {
        method: 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(allowPrivate ? {} : { lookup: publicLookup }),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'mim-gmsa-portal',
          'x-mim-gmsa-event': eventId,
          'x-mim-gmsa-timestamp': timestamp,
          'x-mim-gmsa-signature': signatureOf(secret, timestamp, body),
        },
      },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
        response.on('error', () => undefined)
      },
    )
    request.on('error', (error) =>
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError' ? new Error('No answer in 10 seconds.') : error,
      ),
    )
    request.end(body)
  })
}
