import { expect, type Page } from '@playwright/test'
import { E2E_PORTS } from '#tools/e2e-ports.ts'

/** Calls a procedure that changes something as the person of this page, as the page itself would. */
export async function call(page: Page, path: string, input: unknown): Promise<unknown> {
  const headers = { origin: `http://localhost:${E2E_PORTS.web}` }
  const response = await page.request.post(`/api/trpc/${path}`, { headers, data: input as object })
  expect(response.status(), await response.text()).toBe(200)
  return ((await response.json()) as { result: { data?: unknown } }).result.data
}
