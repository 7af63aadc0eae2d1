import { request } from '@playwright/test'
import { pagesByRole } from '#tools/access-table.ts'
import { E2E_PORTS } from '#tools/e2e-ports.ts'
import { type DemoUser, expect, test } from '../support/fixtures.ts'

const PEOPLE = {
  requester: 'ines-keller',
  approver: 'tomas-lindqvist',
  operator: 'lukas-brandt',
  auditor: 'petra-novak',
  administrator: 'felix-baum',
} as const satisfies Record<string, DemoUser>

/** A request that everybody may see, and a draft for its editor. */
const OBJECTS = { shared: '', draft: '' }

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const { signIn } = await import('../support/fixtures.ts')
  await signIn(page, 'ines-keller')
  const ids = async (state: string) => {
    const input = encodeURIComponent(JSON.stringify({ states: [state], page: 1, pageSize: 1 }))
    const answer = await page.request.get(`/api/trpc/requests.list?input=${input}`)
    const { result } = (await answer.json()) as { result: { data: { rows: readonly { id: string }[] } } }
    return result.data.rows[0]?.id ?? ''
  }
  OBJECTS.shared = await ids('signed')
  OBJECTS.draft = await ids('draft')
  await context.close()
})

const addressOf = (path: string) => path.replace('[id]', path.endsWith('/edit') ? OBJECTS.draft : OBJECTS.shared)

for (const [role, user] of Object.entries(PEOPLE)) {
  test(`the pages open for the ${role} exactly as the table says`, async ({ as }) => {
    const page = await as(user)
    for (const { path, roles } of pagesByRole()) {
      const { status } = await page.request
        .get(addressOf(path), { maxRedirects: 0 })
        .then((one) => ({ status: one.status() }))
      expect(status, `${path} as ${role}`).toBe((roles as readonly string[]).includes(role) ? 200 : 404)
    }
  })
}

test('a stranger is led from every page to the sign-in page', async () => {
  const nobody = await request.newContext({ baseURL: `http://localhost:${E2E_PORTS.web}` })
  for (const { path } of pagesByRole()) {
    const answer = await nobody.get(addressOf(path), { maxRedirects: 0 })
    expect([answer.status(), answer.headers().location?.split('?')[0]], path).toEqual([307, '/sign-in'])
  }
  await nobody.dispose()
})
