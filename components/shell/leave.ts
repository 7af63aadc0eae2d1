'use client'

import { signOut } from 'next-auth/react'

/** Ends the session on the server and opens the sign-in page. */
export const leave = (): void => void signOut({ callbackUrl: '/sign-in?reason=left' })
