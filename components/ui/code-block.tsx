import { cn } from './class-names.ts'

interface CodeBlockProps {
  readonly text: string
  /** What it is, for ears and for the scrolling region: `directory/settings.psd1`. */
  readonly label: string
  readonly lineNumbers?: boolean
  readonly firstLine?: number
  readonly wrap?: boolean
  readonly className?: string
}

/** Exact text. The region scrolls sideways by itself and can be reached with the keyboard. */
export function CodeBlock({ text, label, lineNumbers = true, firstLine = 1, wrap = false, className }: CodeBlockProps) {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const flow = wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
      tabIndex={0}
      className={cn('relative overflow-auto bg-sunk focus-visible:-outline-offset-2', className)}
    >
      <pre className={cn('py-2 text-[0.78rem] leading-5 [tab-size:4]', wrap ? 'w-full' : 'w-max min-w-full')}>
        {lineNumbers ? (
          <code
            className={cn('code-lines block text-[1em]', flow)}
            style={{ '--first-line': firstLine - 1 } as React.CSSProperties}
          >
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={index}>{line}</span>
            ))}
          </code>
        ) : (
          <code className={cn('block px-4 text-[1em]', flow)}>{lines.join('\n')}</code>
        )}
      </pre>
    </section>
  )
}
