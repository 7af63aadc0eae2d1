import { cn } from '#components/ui/class-names.ts'

interface Wave {
  readonly radius: number
  readonly amplitude: number
  readonly lobes: number
  /** Copies of the wave, turned evenly within one lobe. */
  readonly threads: number
}

const WAVES: readonly Wave[] = [
  { radius: 868, amplitude: 78, lobes: 36, threads: 2 },
  { radius: 560, amplitude: 196, lobes: 20, threads: 2 },
  { radius: 226, amplitude: 150, lobes: 10, threads: 1 },
]
const STEPS = 8

/** One lobe of `radius + amplitude · cos(lobes · angle)` as cubic Bézier curves with the exact tangents. */
function lobePath({ radius, amplitude, lobes }: Wave): string {
  const period = (2 * Math.PI) / lobes
  const step = period / STEPS
  const at = (index: number) => {
    const angle = index * step
    const r = radius + amplitude * Math.cos(lobes * angle)
    const slope = -amplitude * lobes * Math.sin(lobes * angle)
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    return { x: r * sin, y: -r * cos, dx: slope * sin + r * cos, dy: -slope * cos + r * sin }
  }
  const n = (value: number) => value.toFixed(1)
  const start = at(0)
  const curves = Array.from({ length: STEPS }, (_, index) => {
    const [from, to] = [at(index), at(index + 1)]
    const third = step / 3
    return `C${n(from.x + from.dx * third)} ${n(from.y + from.dy * third)} ${n(to.x - to.dx * third)} ${n(to.y - to.dy * third)} ${n(to.x)} ${n(to.y)}`
  })
  return `M${n(start.x)} ${n(start.y)}${curves.join('')}`
}

/** The engraving of the sign-in page: a relative of the plan seals that seals nothing. */
export function Guilloche({ className }: { readonly className?: string }) {
  return (
    <svg
      viewBox="-1000 -1000 2000 2000"
      aria-hidden="true"
      className={cn('block fill-none stroke-current text-accent', className)}
      strokeWidth="1.25"
    >
      <circle r="975" vectorEffect="non-scaling-stroke" />
      {WAVES.map((wave, index) => (
        <g key={wave.radius}>
          <path id={`lobe-${index}`} d={lobePath(wave)} vectorEffect="non-scaling-stroke" />
          {turns(wave).map((angle) => (
            <use key={angle} href={`#lobe-${index}`} transform={`rotate(${angle})`} />
          ))}
        </g>
      ))}
    </svg>
  )
}

/** Where the copies of the first lobe stand, in degrees. */
function turns({ lobes, threads }: Wave): readonly number[] {
  const count = lobes * threads
  return Array.from({ length: count - 1 }, (_, index) => Number((((index + 1) * 360) / count).toFixed(3)))
}
