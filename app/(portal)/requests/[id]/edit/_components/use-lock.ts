'use client'

import { useState } from 'react'

interface Lock {
  /** True for the first one who asks, until it is released. */
  readonly take: () => boolean
  readonly release: () => void
}

/** Two clicks may come before the page shows the first; state would be too late to tell them apart. */
export function useLock(): Lock {
  const [lock] = useState(createLock)
  return lock
}

function createLock(): Lock {
  let isHeld = false
  return {
    take: () => {
      const isFirst = !isHeld
      isHeld = true
      return isFirst
    },
    release: () => {
      isHeld = false
    },
  }
}
