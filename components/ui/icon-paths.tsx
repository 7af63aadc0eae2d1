import type { ReactNode } from 'react'

const solid = (path: string) => <path fill="currentColor" stroke="none" fillRule="evenodd" d={path} />
const lines = (path: string) => <path d={path} />
const ring = (radius = 6) => <circle cx="8" cy="8" r={radius} />
const OCTAGON = 'M5 .8h6L15.200 5v6L11 15.200H5L.8 11V5z'

/** Shapes on a 16 × 16 grid. State and severity shapes differ in outline, so that they read in black and white. */
export const ICON_PATHS = {
  // states of a request
  draft: <circle cx="8" cy="8" r="6" strokeDasharray="2.4 2.4" />,
  submitted: (
    <>
      {ring()}
      <circle fill="currentColor" stroke="none" cx="8" cy="8" r="2.4" />
    </>
  ),
  approved: (
    <>
      {ring(6.2)}
      {lines('m5.2 8.2 2 2 3.7-4.2')}
    </>
  ),
  signed: solid(
    'M8 .6l1.7 1.3 2.1-.3.8 2 2 .8-.3 2.1L15.600 8l-1.300 1.500.3 2.100-2 .8-.8 2-2.100-.3L8 15.400l-1.700-1.300-2.100.3-.8-2-2-.8.3-2.100L.4 8l1.300-1.500-.3-2.100 2-.8.8-2 2.100.3zM7.200 11.300l4.300-4.900-1.200-1-3.200 3.700-1.500-1.500-1.100 1.100z',
  ),
  progress: (
    <>
      {ring()}
      {solid('M8 2a6 6 0 0 1 0 12z')}
    </>
  ),
  completed: solid(
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm-.8 10.300 4.300-4.900-1.200-1-3.200 3.700-1.500-1.500-1.100 1.100z',
  ),
  changes: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1" />
      {lines('M11 10.500V8H5.500M7.300 6 5.300 8l2 2')}
    </>
  ),
  rejected: (
    <>
      {lines('M5.400 1.800h5.200l3.600 3.600v5.200l-3.600 3.600H5.400l-3.600-3.600V5.400z')}
      {lines('m5.800 5.800 4.400 4.400m0-4.400-4.400 4.400')}
    </>
  ),
  withdrawn: (
    <>
      {ring()}
      {lines('M5 8h6')}
    </>
  ),
  expired: lines('M4 2h8M4 14h8M5 2c0 3.500 6 4.500 6 6s-6 2.500-6 6m6-12c0 3.500-6 4.500-6 6s6 2.500 6 6'),
  recalled: (
    <>
      {lines('M13.500 8a5.500 5.500 0 1 1-1.800-4.100M13.500 1.800v3h-3')}
      {lines('M8 5.500v3M8 10.600v.1')}
    </>
  ),
  rolledBack: lines('M2.500 8a5.500 5.500 0 1 0 1.800-4.100M2.500 1.800v3h3'),
  // severities and outcomes
  error: solid(`${OCTAGON}M7.100 4v5h1.800V4zm0 6.300v1.700h1.800v-1.700z`),
  warning: (
    <>
      {lines('M8 2 14.500 13.600h-13z')}
      {lines('M8 6.300v3.600M8 11.700v.1')}
    </>
  ),
  information: (
    <>
      {ring(6.2)}
      {lines('M8 7.300v4M8 4.800v.1')}
    </>
  ),
  fail: solid(
    `${OCTAGON}m.4 5.800L6.900 8 5.400 9.500l1.100 1.100L8 9.100l1.500 1.500 1.100-1.100L9.100 8l1.500-1.500-1.100-1.100L8 6.900 6.500 5.400z`,
  ),
  done: lines('m3 8.500 3.300 3.300L13 4.500'),
  wait: (
    <>
      {ring(6.2)}
      {lines('M8 4.300V8l2.500 1.700')}
    </>
  ),
  ready: ring(5.5),
  dot: <circle fill="currentColor" stroke="none" cx="8" cy="8" r="1.6" />,
  skip: lines('M3 8h10'),
  // things and actions
  home: lines('M2 7.500 8 2.500l6 5M3.500 6.500V14h9V6.500M6.500 14v-4h3v4'),
  list: lines('M2.500 2.500h11v11h-11zM5.500 6h5M5.500 8.500h5M5.500 11h3'),
  board: lines('M2 3h12v10H2zM2 6.300h12M6 6.300V13M10 6.300V13'),
  audit: lines('M3 2v12M3 4.500h3M3 8h3M3 11.500h3M8.500 4.500H14M8.500 8H14M8.500 11.500H12'),
  people: (
    <>
      <circle cx="6" cy="5" r="2.500" />
      {lines(
        'M1.500 13.800c.3-3 2-4.600 4.500-4.600s4.200 1.600 4.500 4.600M10 2.700a2.500 2.500 0 0 1 0 4.600M12 9.700c1.500.6 2.300 2 2.500 4.100',
      )}
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="4.800" r="2.800" />
      {lines('M2.500 14.200c.4-3.400 2.700-5 5.500-5s5.100 1.600 5.500 5z')}
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.500" />
      {lines('m10.500 10.500 3.500 3.500')}
    </>
  ),
  theme: (
    <>
      {ring()}
      {solid('M8 2a6 6 0 0 0 0 12z')}
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1" />
      {lines('M5.300 7V5a2.700 2.700 0 0 1 5.400 0v2')}
    </>
  ),
  passkey: (
    <>
      <circle cx="6" cy="4.500" r="2.800" />
      {lines('M1.500 14c.2-3.500 2-5.200 4.500-5.200 1 0 1.900.3 2.600.8')}
      <circle cx="12" cy="8.200" r="2.200" />
      {lines('M12 10.400v4.600l1.300-1.200M12 12.300h1.200')}
    </>
  ),
  server: lines('M2.500 2.500h11v4.500h-11zM2.500 9h11v4.500h-11zM5 4.800h.1M5 11.300h.1M9 4.800h2.500M9 11.300h2.500'),
  file: lines('M3.500 1.800h6l3 3v9.400h-9zM9.300 2v3h3'),
  folder: lines('M1.800 3h4.500l1.500 2h6.400v8H1.800z'),
  print: lines('M4.500 6V2h7v4M4.500 12H2V6h12v6h-2.500M4.500 9.500h7V14h-7z'),
  saved: lines(
    'M4.500 12.500a3 3 0 0 1-.3-6A4 4 0 0 1 12 6.800a2.900 2.900 0 0 1-.5 5.700zM6 9.300l1.500 1.500 2.700-3',
  ),
  saving: lines('M4.500 12.500a3 3 0 0 1-.3-6A4 4 0 0 1 12 6.800a2.900 2.900 0 0 1-.5 5.700z'),
  edit: lines('M3 13l.6-2.800L11 2.800l2.200 2.200-7.400 7.400z'),
  comment: lines('M2 2.500h12v8.500H7.500L4.500 14v-3H2z'),
  copy: lines('M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3'),
  download: lines('M8 2v8.500m-3.500-3.500L8 10.500 11.500 7M2.500 13.800h11'),
  upload: lines('M8 10.800V2.300m-3.500 3.500L8 2.300l3.500 3.500M2.500 13.800h11'),
  undo: lines('M3 6.500h6.500a3.500 3.500 0 0 1 0 7H6M5.800 3.500l-3 3 3 3'),
  external: lines('M9.500 2.500h4v4M13.500 2.500 7.500 8.500M11 9v4.500H2.500V5H7'),
  plus: lines('M8 3v10M3 8h10'),
  close: lines('m4 4 8 8m0-8-8 8'),
  more: solid(
    'M3.500 6.700a1.300 1.300 0 1 1 0 2.600 1.300 1.300 0 0 1 0-2.600zm4.500 0a1.300 1.300 0 1 1 0 2.600 1.300 1.300 0 0 1 0-2.600zm4.500 0a1.300 1.300 0 1 1 0 2.600 1.300 1.300 0 0 1 0-2.600z',
  ),
  trash: lines('M2.500 4h11M6 4V2.500h4V4M4 4l.6 9.500h6.800L12 4M6.700 6.500v4.500M9.300 6.500v4.500'),
  keyboard: lines('M1.500 4h13v8.500h-13zM4 6.700h.1M6.700 6.700h.1M9.300 6.700h.1M12 6.700h.1M5 9.800h6'),
  chevronDown: lines('m4 6 4 4 4-4'),
  chevronUp: lines('m4 10 4-4 4 4'),
  chevronRight: lines('m6 4 4 4-4 4'),
  sort: lines('m5 6 3-3 3 3M5 10l3 3 3-3'),
  left: lines('M13 8H3m4-4L3 8l4 4'),
  right: lines('M3 8h10M9 4l4 4-4 4'),
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof ICON_PATHS
