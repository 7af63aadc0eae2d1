import { E2E_PORTS } from '#tools/e2e-ports.ts'
import { expect, test } from './support/fixtures.ts'
import { backToPortal, decide, decidePage, expectState, openSample, submit } from './support/requests.ts'

const control = (path: 'stop' | 'start') => fetch(`http://127.0.0.1:${E2E_PORTS.control}/${path}`, { method: 'POST' })

test('a double click on submit makes one revision', async ({ as }) => {
  const page = await as('ines-keller')
  const id = await openSample(page, /Contoso lab(?! with)/, 'Double click')
  await page.goto(`/requests/${id}/edit?section=check`)
  await page.getByRole('button', { name: 'Submit', exact: true }).dblclick()
  await expect(page.getByRole('button', { name: 'Decide on the signer’s page' })).toBeVisible({ timeout: 30_000 })
  await page.goto(`/requests/${id}/history`)
  await expect(page.getByText(/frozen|prepared|sent to the signer|on its way/i).first()).toBeVisible()
})

test('whoever approves after an edit is refused with words, and the edit stands', async ({ as, complaints }) => {
  const ines = await as('ines-keller')
  const id = await openSample(ines, /Contoso lab(?! with)/, 'Edited meanwhile')
  await submit(ines, id)

  const tomas = await as('tomas-lindqvist')
  await tomas.goto(`/requests/${id}`)
  await tomas.getByRole('button', { name: 'Decide on the signer’s page' }).first().click()
  await tomas.waitForURL(decidePage)

  await ines.goto(`/requests/${id}`)
  await ines.getByRole('button', { name: 'Edit as revision 2' }).click()
  const dialog = ines.getByRole('dialog')
  const reason = dialog.getByLabel(/reason/i)
  if (await reason.count()) await reason.fill('the window moved')
  const typed = dialog.getByLabel(new RegExp(`type ${id}`, 'i'))
  if (await typed.count()) await typed.fill(id)
  await dialog.getByRole('button', { name: 'Edit as revision 2' }).click()
  await ines.waitForURL(/\/edit/)

  await tomas.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(tomas.getByText(/closed/i).first()).toBeVisible()
  await tomas.goto(`/requests/${id}`)
  await expect(tomas.getByRole('button', { name: 'Decide on the signer’s page' })).toHaveCount(0)
  // The browser itself reports the refusal of the signer.
  expect(complaints.splice(0).every((line) => line.includes('409'))).toBe(true)
})

test('nobody approves their own request, and one rejection keeps it from being signed', async ({ as }) => {
  const ines = await as('ines-keller')
  const id = await openSample(ines, /Contoso lab(?! with)/, 'To be rejected')
  await submit(ines, id)
  await expect(ines.getByRole('button', { name: 'Decide on the signer’s page' })).toHaveCount(0)
  await decide(await as('tomas-lindqvist'), id, 'Approve')
  const amara = await as('amara-okafor')
  await decide(amara, id, 'Reject', 'The window overlaps the quarter end.')
  await ines.goto(`/requests/${id}/approvals`)
  await expect(ines.getByText('The window overlaps the quarter end.').first()).toBeVisible()
})

test('the requester withdraws on the signer’s page', async ({ as }) => {
  const ines = await as('ines-keller')
  const id = await openSample(ines, /Contoso lab(?! with)/, 'To be withdrawn')
  await submit(ines, id)
  await ines.getByRole('button', { name: 'Withdraw…' }).click()
  await ines
    .getByRole('dialog')
    .getByRole('button', { name: /signer’s page|Withdraw/ })
    .last()
    .click()
  await ines.waitForURL(decidePage)
  await ines.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await backToPortal(ines, id)
  await expectState(ines, 'withdrawn')
})

test('a bundle is not there for who may not have it', async ({ as, complaints }) => {
  const lukas = await as('lukas-brandt')
  await lukas.goto('/requests?state=signed')
  const link = lukas.getByRole('link', { name: /^MG-\d+/ }).first()
  const id = /MG-\d+/.exec((await link.textContent()) ?? '')?.[0] ?? ''
  expect((await lukas.request.get(`/api/requests/${id}/bundles/directory`)).status()).toBe(200)
  for (const user of ['tomas-lindqvist', 'felix-baum'] as const) {
    const page = await as(user)
    for (const path of ['bundles', 'bundles/directory']) {
      expect((await page.request.get(`/api/requests/${id}/${path}`)).status(), `${user} ${path}`).toBe(404)
    }
  }
  expect((await lukas.request.get(`/api/requests/${id}/bundles/NOSUCH`)).status()).toBe(404)
  expect((await lukas.request.get('/api/requests/MG-9999/bundles')).status()).toBe(404)
  complaints.length = 0
})

test('a signer that is down keeps nothing from being written, and a submission goes on by itself when it is back', async ({
  as,
}) => {
  const page = await as('petr-havel')
  const id = await openSample(page, /Contoso lab(?! with)/, 'Signer down')
  await page.goto(`/requests/${id}/edit?section=check`)
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toBeVisible()
  try {
    await control('stop')
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await expect(page.getByText(/signer (does not answer|cannot be reached|is not reachable)/i).first()).toBeVisible({
      timeout: 30_000,
    })
  } finally {
    await control('start')
  }
  const go = page.getByRole('button', { name: 'Decide on the signer’s page' })
  const again = page.getByRole('button', { name: 'Submit', exact: true })
  await expect(go.or(again).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await expect(go).toBeVisible({ timeout: 60_000 })
})
