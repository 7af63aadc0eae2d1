'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { TextInput } from '#components/ui/text-input.tsx'

const PAUSE_MS = 250

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  /** What is searched for now; may also change from outside, e.g. by Back or by a button that clears filters. */
  readonly value: string
  /** After a pause in typing, or at once with Enter. */
  readonly onSearch: (text: string) => void
  readonly className?: string
}

export function SearchField({ label, placeholder, value, onSearch, className }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const [previous, setPrevious] = useState(value)
  const [sent, setSent] = useState(value)
  if (value !== previous) {
    setPrevious(value)
    if (value !== sent) {
      setSent(value)
      setText(value)
    }
  }
  const send = () => {
    setSent(text)
    onSearch(text)
  }
  const sendLater = useEffectEvent(send)
  useEffect(() => {
    // While an earlier text is on its way, typing goes on; the next one leaves when that one has arrived.
    if (text === sent || sent !== value) return
    const timer = setTimeout(sendLater, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, sent, value])
  return (
    <div className={cn('relative', className)}>
      <Icon name="search" className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        enterKeyHint="search"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && text !== sent) send()
        }}
        className="pl-8"
      />
    </div>
  )
}
