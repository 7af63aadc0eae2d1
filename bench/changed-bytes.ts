/** A valid input with something wrong: bits, lengths, cuts, repeats, foreign pieces; sometimes nothing but noise. */
export function changedBytes(seeds: readonly Uint8Array[], random: (below: number) => number): Uint8Array {
  const seed = seeds[random(seeds.length)] ?? new Uint8Array()
  let bytes: Uint8Array = Uint8Array.from(seed)
  for (let times = 1 + random(4); times > 0; times--) bytes = changedOnce(bytes, seeds, random)
  return bytes
}

const EXTREME = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff]

function changedOnce(bytes: Uint8Array, seeds: readonly Uint8Array[], random: (below: number) => number): Uint8Array {
  const at = random(bytes.length + 1)
  const set = (value: number) => (at < bytes.length ? bytes.with(at, value) : bytes)
  switch (random(9)) {
    case 0:
      return set((bytes[at] ?? 0) ^ (1 << random(8)))
    case 1:
      return set(EXTREME[random(EXTREME.length)] ?? 0)
    case 2:
      return set(random(256))
    case 3:
      return bytes.slice(0, at)
    case 4:
      return bytes.slice(at)
    case 5: {
      const end = at + random(16)
      return joined(bytes.subarray(0, at), bytes.subarray(end))
    }
    case 6: {
      const piece = bytes.subarray(at, at + random(64))
      return joined(bytes.subarray(0, at), piece, piece, bytes.subarray(at))
    }
    case 7: {
      const other = seeds[random(seeds.length)] ?? bytes
      const from = random(other.length + 1)
      return joined(bytes.subarray(0, at), other.subarray(from, from + random(64)), bytes.subarray(at))
    }
    default:
      return Uint8Array.from({ length: random(64) }, () => random(256))
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
