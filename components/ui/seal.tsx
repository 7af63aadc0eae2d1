import { sealSvg } from '#core/seal/seal.ts'
import { cn } from './class-names.ts'

/** The guilloche of a plan digest. Helps recognition and proves nothing, so it is decoration to assistive software. */
export function Seal({ digest, className }: { readonly digest: string; readonly className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn('block size-20 shrink-0 text-accent [&>svg]:block [&>svg]:size-full', className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by core from hex digits only
      dangerouslySetInnerHTML={{ __html: sealSvg(digest) }}
    />
  )
}
