import { cn } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'
import { digestGroups } from './digest-groups.ts'
import { Seal } from './seal.tsx'

interface DigestTextProps {
  readonly digest: string
  /** Only the first 16 characters; put a copy button or the whole digest nearby. */
  readonly short?: boolean
  readonly className?: string
}

/** Groups of four hex characters; the first 16 are stronger. */
export function DigestText({ digest, short = false, className }: DigestTextProps) {
  const { first, rest } = digestGroups(digest)
  return (
    <span className={cn('font-medium font-mono text-sm tracking-[0.01em] [word-spacing:0.12em]', className)}>
      <b className="font-bold text-accent">{first.join(' ')}</b>
      {short ? ' …' : ` ${rest.join(' ')}`}
    </span>
  )
}

interface DigestPlateProps {
  readonly digest: string
  /** The six words of the same digest, for reading aloud. */
  readonly words?: readonly string[]
  /** `plan digest`, `environment digest` … */
  readonly what: string
  readonly note?: string
}

/** Seal, words, the whole digest and a button that copies the plain hex. */
export function DigestPlate({ digest, words = [], what, note }: DigestPlateProps) {
  const { first, rest } = digestGroups(digest)
  return (
    <div>
      {words.length > 0 ? (
        <div className="mb-3 flex items-center gap-4">
          <Seal digest={digest} />
          <p>
            {words.slice(0, 3).join(' ')}
            <br />
            {words.slice(3).join(' ')}
            {note ? <span className="mt-0.5 block text-ink-3 text-sm">{note}</span> : null}
          </p>
        </div>
      ) : null}
      <div className="@container">
        <p className="grid grid-cols-4 @min-[16rem]:grid-cols-8 justify-items-center gap-x-1 rounded border border-rule-2 bg-sheet px-2 py-2 font-mono text-xs leading-[1.3rem]">
          {first.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the digest
            <b key={index} className="font-bold text-accent">
              {group}{' '}
            </b>
          ))}
          {rest.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the digest
            <span key={index}>{group} </span>
          ))}
        </p>
      </div>
      <div className="mt-1 flex items-center justify-between gap-2">
        <span className="text-ink-3 text-sm first-letter:uppercase">{what}, SHA-256</span>
        <CopyButton text={digest} what={what} className="-mr-2" />
      </div>
    </div>
  )
}
