import type { RequestSummary } from '#server/requests/views.ts'

/** A submitted request of somebody, for tests. */
export const buildRequest = (change: Partial<RequestSummary> = {}): RequestSummary => ({
  id: 'MG-0001',
  title: 'Convert Contoso to gMSA',
  environmentName: 'Contoso lab',
  kind: 'conversion',
  state: 'submitted',
  revision: 1,
  owner: { id: 'p-1', name: 'Ines Keller' },
  createdAt: '2026-11-19T08:00:00Z',
  changedAt: '2026-11-20T08:00:00Z',
  window: null,
  next: 'Two groups decide.',
  waitsForMe: false,
  errors: 0,
  warnings: 0,
  targets: 5,
  ...change,
})
