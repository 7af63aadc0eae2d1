import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { headers } from 'next/headers'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { PortalProvider } from '#components/trpc/portal-provider.tsx'
import { LiveRegion } from '#components/ui/live-region.tsx'
import { Toaster } from '#components/ui/toaster.tsx'
import './globals.css'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
})

// Names of people: Čapek, Şahin, Łukasz. Fetched only by a page that shows such a letter.
const interExtended = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  variable: '--font-inter-ext',
  weight: '100 900',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
})

export const metadata: Metadata = {
  title: { default: 'MIM gMSA portal', template: '%s · MIM gMSA portal' },
  description: 'Moves Microsoft Identity Manager 2016 services to group Managed Service Accounts.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#121618' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce')
  return (
    // next-themes sets data-theme before the first paint, which the server cannot know.
    <html lang="en" suppressHydrationWarning className={`${inter.variable} ${interExtended.variable}`}>
      <body>
        <a
          href="#main"
          className="absolute top-2 left-2 z-50 -translate-y-20 rounded bg-ink px-3.5 py-2.5 text-sheet hover:text-sheet focus:translate-y-0"
        >
          Skip to content
        </a>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="system"
          enableColorScheme={false}
          disableTransitionOnChange={false}
          {...(nonce ? { nonce } : {})}
        >
          <PortalProvider>{children}</PortalProvider>
          <Toaster />
        </ThemeProvider>
        <LiveRegion />
      </body>
    </html>
  )
}
