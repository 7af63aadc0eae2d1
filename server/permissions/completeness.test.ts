import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROLES } from '#core/workflow/states.ts'
import { MATRIX_AREAS } from '#server/testing/matrix-areas.ts'
import { appRouter } from '#server/trpc/router.ts'
import { mayOpenPage, PAGES, type PagePath, PUBLIC_PAGES, ROUTES } from './pages.ts'
import { PERMISSIONS } from './permissions.ts'

const sources = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((path) => join('app', path))
/** `app/(portal)/people/page.tsx` is the page `/people`. */
const address = (file: string) =>
  dirname(file)
    .replace(/^app/, '')
    .replace(/\/\([^)]+\)/g, '') || '/'
const named = (name: string) =>
  Object.fromEntries(sources.filter((path) => path.endsWith(`/${name}`)).map((path) => [address(path), path]))
const pages = named('page.tsx')
const routes = named('route.ts')

test('every page has a row, and every row a page', () => {
  expect(Object.keys(pages).sort()).toEqual([...Object.keys(PAGES), ...PUBLIC_PAGES].sort())
})

test.each(Object.keys(PAGES))('the page %s asks for its own row', (path) => {
  const source = readFileSync(pages[path] ?? '', 'utf8')
  const asked = [...source.matchAll(/await pageActor\('([^']+)'\)/g)].map(([, one]) => one)
  expect(asked).toEqual([path])
})

test('every route handler has a row with its methods, and every row a handler', () => {
  const found = Object.entries(routes).map(([path, file]) => [path, methodsOf(readFileSync(file, 'utf8'))])
  const expected = Object.entries(ROUTES).map(([path, { methods }]) => [path, [...methods].sort()])
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
})

const methodsOf = (source: string): string[] =>
  [...source.matchAll(/^export[^;]*?(\n}|$)/gm)]
    .flatMap(([line]) => [...line.matchAll(/\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g)].map(([method]) => method))
    .sort()

test('there are no server actions: nothing changes but through the procedures and handlers above', () => {
  const files = sources.filter((path) => /\.tsx?$/.test(path))
  expect(files.filter((path) => /^\s*['"]use server['"]/m.test(readFileSync(path, 'utf8')))).toEqual([])
})

test('every procedure belongs to one matrix test, which exists', () => {
  const procedures = Object.keys(appRouter._def.procedures)
  const owners = procedures.map((path) =>
    Object.entries(MATRIX_AREAS).filter(([, nouns]) => nouns.includes(nounOf(path))),
  )
  expect(procedures.filter((_, index) => owners[index]?.length !== 1)).toEqual([])
  for (const area of Object.keys(MATRIX_AREAS)) {
    expect(readFileSync(`server/permissions/matrix-${area}.test.ts`, 'utf8')).toContain(`describeMatrix('${area}'`)
  }
})

const nounOf = (path: string) => path.split('.')[0] ?? ''

test('every row of the table belongs to a procedure, or to a handler that its tests call', () => {
  const procedures = Object.keys(appRouter._def.procedures)
  const paths = Object.keys(PERMISSIONS).map((action) => action.split('/')[0] ?? '')
  expect(paths.filter((path) => !procedures.includes(path) && !/^(download|rest)\./.test(path))).toEqual([])
})

test('who has no role opens no page, and with a handed-over passphrase only the account', () => {
  const person = { id: 'p', user: 'u', name: 'N', sessionId: null, mustChangePassword: false, roles: [] }
  const open = (actor: Parameters<typeof mayOpenPage>[0]) =>
    Object.keys(PAGES).filter((path) => mayOpenPage(actor, path as PagePath, 'demo'))
  expect(open(person)).toEqual([])
  expect(open({ ...person, roles: ROLES, mustChangePassword: true })).toEqual(['/account'])
})
