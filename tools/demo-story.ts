import { editRequest } from '#server/requests/edit-request.ts'
import { requestChanges } from '#server/requests/request-changes.ts'
import { workOnce } from '#server/signer-link/work.ts'
import { demoEnvironment, MAIL_ACKNOWLEDGEMENT, withMailWarning } from './demo-environments.ts'
import type { Content, DemoStage } from './demo-stage.ts'

const INES = 'ines-keller'
const PETR = 'petr-havel'
const TOMAS = 'tomas-lindqvist'
const AMARA = 'amara-okafor'

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

/** Six days of work with the portal, up to the day before `end`. */
export async function playStory(stage: DemoStage, end: Date): Promise<void> {
  const midnight = Date.parse(`${end.toISOString().slice(0, 10)}T00:00:00Z`)
  /** So many days ago, at this time of the day (UTC), and then minute by minute. */
  const on = (daysAgo: number, clock: string) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number)
    stage.now = new Date(midnight - daysAgo * DAY_MS + (hours * 60 + minutes) * MINUTE_MS)
  }
  const pass = (minutes: number) => {
    stage.now = new Date(stage.now.getTime() + minutes * MINUTE_MS)
  }
  const contoso = (name: string, title: string, ticket: string, weeksAhead: number): Content => ({
    environment: { ...demoEnvironment('contoso', end, weeksAhead), name },
    case: { title, ticket, acknowledgements: [] },
  })

  on(6, '06:55')
  await stage.furnish()

  on(6, '08:12')
  const signed = stage.draft(INES, contoso('Contoso lab', 'Convert the Contoso lab to gMSA', 'CHG-117406', 1))
  pass(42)
  await stage.submit(INES, signed)
  pass(95)
  await stage.decide(TOMAS, signed, 'approve', 'Host groups and SPNs checked against the lab forest.')
  on(5, '07:48')
  await stage.decide(AMARA, signed, 'approve')
  pass(1)
  await workOnce(stage.services)

  on(5, '09:05')
  const test = stage.draft(PETR, contoso('Contoso test', 'Convert Contoso test to gMSA', 'CHG-117588', 2))
  pass(30)
  await stage.submit(PETR, test)
  pass(160)
  await stage.decide(PETR, test, 'withdraw', 'The test forest is being rebuilt; I come back with the new names.')

  on(4, '10:20')
  const training = stage.draft(
    PETR,
    contoso('Contoso training', 'Convert the training environment to gMSA', 'CHG-117731', 2),
  )
  pass(18)
  await stage.submit(PETR, training)
  pass(55)
  await stage.decide(
    AMARA,
    training,
    'reject',
    'The window overlaps the course of that weekend. Choose the weekend after it.',
  )

  on(3, '08:40')
  const partner = stage.draft(INES, contoso('Contoso partner', 'Convert the partner portal to gMSA', 'CHG-117802', 3))
  pass(26)
  await stage.submit(INES, partner)
  pass(120)
  await requestChanges(stage.as(TOMAS), {
    id: partner,
    planDigest: stage.planDigest(TOMAS, partner),
    reason: 'The rollback owner is on leave that week. Name somebody who is on call.',
  })

  on(2, '09:00')
  const production = contoso('Contoso', 'Convert Contoso production to gMSA', 'CHG-118204', 2)
  const first = {
    environment: withMailWarning(production.environment),
    case: { ...production.case, acknowledgements: [MAIL_ACKNOWLEDGEMENT] },
  }
  const main = stage.draft(INES, first)
  pass(35)
  await stage.submit(INES, main)
  pass(75)
  await requestChanges(stage.as(AMARA), {
    id: main,
    planDigest: stage.planDigest(AMARA, main),
    reason: 'Name the ticket for the mail relay in the reason for M08.',
  })
  pass(48)
  await editRequest(stage.as(INES), { id: main })
  pass(12)
  const reason = `${MAIL_ACKNOWLEDGEMENT.reason} The relay moves on the Monday before.`
  stage.save(INES, main, {
    ...first,
    case: { ...first.case, acknowledgements: [{ ...MAIL_ACKNOWLEDGEMENT, reason }] },
  })
  pass(4)
  await stage.submit(INES, main)
  pass(66)
  await stage.decide(TOMAS, main, 'approve', 'Same plan as in the lab, same people.')

  on(1, '08:15')
  const branch = stage.draft(PETR, contoso('Contoso Prague', 'Convert the Prague site to gMSA', 'CHG-118260', 3))
  pass(22)
  await stage.submit(PETR, branch)

  on(1, '09:30')
  const ready = stage.draft(PETR, contoso('Contoso Brno', 'Convert the Brno site to gMSA', 'CHG-118251', 3))
  pass(15)
  await stage.submit(PETR, ready)
  pass(50)
  await stage.decide(AMARA, ready, 'approve')
  pass(20)
  // The signer signs it as soon as portal and signer run.
  await stage.decide(TOMAS, ready, 'approve')

  on(1, '13:05')
  stage.draft(INES, contoso('Contoso Vienna', 'Convert the Vienna site to gMSA', 'CHG-118310', 4))
  on(1, '14:10')
  stage.draft(INES, {
    environment: demoEnvironment('fabrikam', end, 4),
    case: { title: 'Convert Fabrikam to gMSA', ticket: '', acknowledgements: [] },
  })
}
