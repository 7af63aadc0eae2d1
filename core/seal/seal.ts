import { fromHex } from '#core/bytes/sha256.ts'

const SIZE = 96
const POINTS = 180

/** One ring of the engraving: a wave around the circle, drawn several times with its phase turned. */
interface Ring {
  readonly radius: number
  readonly amplitude: number
  readonly lobes: number
  readonly turns: number
  readonly phase: number
}

/**
 * The plan seal: a guilloche drawn from the bytes of a digest in hex (lobes, amplitudes, phases), as an SVG of the current colour.
 * The same digest looks the same everywhere; it helps recognition and proves nothing.
 */
export function sealSvg(digestHex: string): string {
  const bytes = fromHex(digestHex)
  if (bytes.length < 20) throw new RangeError('a digest of at least 20 bytes is needed')
  const paths = ringsOf(bytes).flatMap((ring) =>
    Array.from({ length: ring.turns }, (_, turn) => `<path d="${wave(ring, turn / ring.turns)}"/>`),
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" fill="none" stroke="currentColor" stroke-width="0.55">` +
    `<circle cx="48" cy="48" r="46.5" stroke-width="1.1"/>${paths.join('')}<circle cx="48" cy="48" r="3.2"/></svg>`
  )
}

function ringsOf(bytes: Uint8Array): Ring[] {
  const share = (index: number) => (bytes[index] ?? 0) / 255
  const choose = (index: number, from: number, count: number) => from + ((bytes[index] ?? 0) % count)
  return [
    { radius: 37, amplitude: 4 + 4 * share(0), lobes: choose(1, 12, 17), turns: choose(2, 3, 3), phase: share(3) },
    { radius: 25, amplitude: 5 + 6 * share(4), lobes: choose(5, 6, 13), turns: choose(6, 3, 4), phase: share(7) },
    { radius: 12, amplitude: 4 + 5 * share(8), lobes: choose(9, 3, 8), turns: choose(10, 2, 4), phase: share(11) },
    // A wide, slow wave over all of it tells seals apart that are alike in detail.
    { radius: 22 + 8 * share(12), amplitude: 8 + 8 * share(13), lobes: choose(14, 3, 6), turns: 2, phase: share(15) },
  ]
}

function wave({ radius, amplitude, lobes, phase }: Ring, turned: number): string {
  const points = Array.from({ length: POINTS }, (_, i) => {
    const angle = (i / POINTS) * 2 * Math.PI
    const distance = radius + amplitude * Math.cos(lobes * angle + (phase + turned) * 2 * Math.PI)
    return `${(48 + distance * Math.cos(angle)).toFixed(1)} ${(48 + distance * Math.sin(angle)).toFixed(1)}`
  })
  return `M${points.join('L')}Z`
}
