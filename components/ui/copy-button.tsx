'use client'

import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { announce } from './live-region.tsx'

interface CopyButtonProps {
  /** Exactly what reaches the clipboard. */
  readonly text: string
  /** What is copied, for ears: `plan digest`. */
  readonly what: string
  readonly label?: string
  readonly variant?: 'plain' | 'normal'
  readonly className?: string
}

/** Copies, and says so on the button and to screen readers. */
export function CopyButton({ text, what, label = 'Copy', variant = 'plain', className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 2500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
      announce(`Copied: ${what}`)
    } catch {
      setOutcome('refused')
      announce('The browser refused to copy. Select the text and copy it yourself.')
    }
  }
  return (
    <Button
      variant={variant}
      size="small"
      icon={outcome === 'copied' ? 'done' : 'copy'}
      onClick={copy}
      aria-label={`${label} ${what}`}
      className={className}
    >
      <span className="inline-grid justify-items-start *:[grid-area:1/1]">
        <span className={outcome === null ? '' : 'invisible'}>{label}</span>
        <span className={outcome === 'copied' ? '' : 'invisible'} aria-hidden="true">
          Copied
        </span>
        <span className={outcome === 'refused' ? '' : 'invisible'} aria-hidden="true">
          Failed
        </span>
      </span>
    </Button>
  )
}
