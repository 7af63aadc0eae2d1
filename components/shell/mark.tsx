import { cn } from '#components/ui/class-names.ts'

const SCALLOPS = 13
const STEPS = 156

/** Outline of the seal: a circle whose rim swings in and out once a scallop. */
function scallopedRim(): string {
  const points = Array.from({ length: STEPS }, (_, step) => {
    const angle = (step / STEPS) * 2 * Math.PI
    const radius = 13.65 + 1.15 * Math.cos(SCALLOPS * angle)
    return `${(16 + radius * Math.sin(angle)).toFixed(1)} ${(16 - radius * Math.cos(angle)).toFixed(1)}`
  })
  return `M${points.join(' ')}Z`
}

const KEYHOLE = 'M16 8.2a4.3 4.3 0 0 0-1.7 8.25V23.5h3.4V16.45A4.3 4.3 0 0 0 16 8.2z'
const MARK = `${scallopedRim()} ${KEYHOLE}`

/** The scalloped seal with a keyhole. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('block size-[26px] shrink-0 text-accent', className)}>
      <path fillRule="evenodd" fill="currentColor" d={MARK} />
    </svg>
  )
}
