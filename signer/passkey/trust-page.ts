import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { Policy, SignerPerson } from '#core/protocol/protocol.ts'
import { TRUSTEES } from '#core/protocol/trust.ts'
import { changeInWords } from '#core/protocol/trust-facts.ts'
import { type Html, html } from '../pages/html.ts'
import { policyInWords } from '../pages/plan-facts.ts'
import { currentPolicies, type SignerState } from '../state/state.ts'
import type { PendingChange } from '../trust/pending-changes.ts'
import { whoCould } from '../trust/who-could.ts'

export const isTrustee = (state: SignerState, id: string): boolean => {
  const person = state.people.get(id)
  return person?.active === true && person.groups.includes(TRUSTEES)
}

/** Everybody and everything that the journal trusts, what waits, and for trustees the forms that propose a change. */
export function trustPage(state: SignerState, pending: readonly PendingChange[], trustee: boolean, form: string): Html {
  return html`<h1>Trust</h1>
<p class="soft">People, passkeys and policies of this signer. Adding needs two trustees whom the change does not concern; taking away needs one.</p>
<h2>Waiting for trustees</h2>
${pending.length === 0 ? html`<p class="soft">Nothing waits.</p>` : html`<ul>${pending.map(({ digest, change }) => html`<li><a href="/trust/changes/${digest}">${changeInWords(change)}</a></li>`)}</ul>`}
<h2>People</h2>
<dl>${[...state.people.values()].map((person) => html`<dt>${person.id}</dt><dd>${personInWords(state, person)}</dd>`)}</dl>
<h2>Policies</h2>
<dl>${currentPolicies(state).map((policy) => html`<dt>${policy.id}</dt><dd>${policyInWords(policy)}</dd><dd>${couldApprove(state, policy)}</dd>`)}</dl>
<h2>Passkeys</h2>
<ul>${[...state.credentials.values()].map(({ credential, revokedAt }) => html`<li>${credential.person}: ${credential.label}${revokedAt === null ? null : html` (revoked)`}${trustee && revokedAt === null ? revokeForm(credential.id, form) : null}</li>`)}</ul>
${trustee ? proposalForms(form) : null}
<form method="post" action="/sign-out"><p class="acts"><button class="btn">Sign out</button></p></form>`
}

function personInWords(state: SignerState, { id, name, groups, active }: SignerPerson): string {
  const keys = [...state.credentials.values()].filter(
    ({ credential, revokedAt }) => credential.person === id && revokedAt === null,
  ).length
  return `${name}: ${groups.join(', ') || 'no group'}; ${keys} ${keys === 1 ? 'passkey' : 'passkeys'}${active ? '' : '; not active'}`
}

function couldApprove(state: SignerState, policy: Policy): string {
  const { satisfiable, people } = whoCould(state, policy)
  const lists = policy.groups.map(({ id, title }) => `${title}: ${people[id]?.join(', ') || 'nobody'}`)
  return `Could approve today: ${lists.join('; ')}.${satisfiable ? '' : ' That is not enough.'}`
}

const revokeForm = (id: string, form: string) =>
  html` <form method="post" action="/trust/propose"><input type="hidden" name="form" value="${form}"><input type="hidden" name="credential" value="${id}"><button class="btn danger" name="action" value="revoke-credential">Revoke</button></form>`

const proposalForms = (
  form: string,
) => html`<form class="sign" method="post" action="/trust/propose" aria-labelledby="add-person">
<h2 id="add-person">Add or change a person</h2><input type="hidden" name="form" value="${form}">
<label for="person-id">Id, as in the portal</label><input id="person-id" name="id" required maxlength="64">
<label for="person-name">Name</label><input id="person-name" name="name" required maxlength="200">
<label for="person-groups">Groups, with commas between</label><input id="person-groups" name="groups" maxlength="500">
<label><input type="checkbox" name="active" value="yes" checked> Active</label>
<div class="row"><button class="btn main" name="action" value="set-person">Propose</button></div></form>
<form class="sign" method="post" action="/trust/propose" aria-labelledby="set-policy">
<h2 id="set-policy">Set a policy</h2><input type="hidden" name="form" value="${form}">
<label for="policy">JSON of the policy (docs/signer.md)</label><textarea id="policy" name="policy" rows="8" required></textarea>
<div class="row"><button class="btn main" name="action" value="set-policy">Propose</button></div></form>`

/** One change, exactly, with the consents so far. */
export const changeFacts = ({ change, consents }: PendingChange): Html => html`<h1>Agree to a change?</h1>
<p class="note">${changeInWords(change)}</p>
<p class="hex">${canonicalJson(change)}</p>
<p class="soft">Agreed so far: ${consents.map(({ consent }) => consent.person).join(', ') || 'nobody'}.</p>`
