'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPCClient } from '#components/trpc/trpc.ts'
import { beginPorts } from './begin-ports.ts'
import { beginRequest, type Start } from './begin-request.ts'

/** Makes the request once, however often the button is pressed, and opens the wizard. */
export function useBegin() {
  const client = useTRPCClient()
  const router = useRouter()
  const [error, setError] = useState<string | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const isBusy = useRef(false)
  const begin = async (start: Start, title: string, ticket: string) => {
    // Two clicks may come before the page shows the first.
    if (isBusy.current) return
    isBusy.current = true
    setMaking(true)
    setError(null)
    try {
      const id = await beginRequest(beginPorts(client), { start, title, ticket, madeBefore: made, onMade: setMade })
      router.push(`/requests/${id}/edit?section=case`)
    } catch (cause) {
      setError(errorWords(cause).message)
      setMaking(false)
      isBusy.current = false
    }
  }
  return { begin, error, isMaking, made }
}
