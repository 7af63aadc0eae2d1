import type { IncomingMessage } from 'node:http'
import type { PagesContext } from '../pages/context.ts'
import { frameOf } from '../pages/context.ts'
import { filesPage } from '../pages/decide-page.ts'
import { fileReply } from '../pages/decide-routes.ts'
import { page, type Reply, seeOther } from '../pages/respond.ts'
import type { Visit } from './ceremonies.ts'
import { currentVisit } from './current-visit.ts'
import { askDecision, confirmDecision, showPlan } from './decide.ts'
import { beginEnrol, confirmEnrol, showEnrol } from './enrol.ts'
import { PASSKEY_SCRIPT } from './passkey-script.ts'
import { readForm, visitId } from './requests.ts'
import { showSignIn, signIn } from './sign-in.ts'
import { compareCode, confirmChange, propose, showChange, showTrust } from './trust-routes.ts'

const PLAN = /^\/decide\/([0-9a-f]{64})(?:\/(confirm|files)(?:\/([^/]+)\/(.+))?)?$/
const CHANGE = /^\/trust\/changes\/([0-9a-f]{64})(?:\/(code|confirm))?$/

/** Pages on which people prove themselves with passkeys: production only. Null for every other path. */
export async function passkeyRoute(context: PagesContext, request: IncomingMessage, url: URL): Promise<Reply | null> {
  const { pathname: path } = url
  const get = request.method === 'GET'
  const post = request.method === 'POST'
  if (get && path === '/passkey.js') {
    return { status: 200, type: 'text/javascript; charset=utf-8', body: PASSKEY_SCRIPT }
  }
  if (get && path === '/sign-in') return showSignIn(context, url.searchParams.get('to'))
  if (post && path === '/sign-in') return signIn(context, request)
  if (get && path === '/enrol') return showEnrol(context)
  if (post && path === '/enrol') return beginEnrol(context, request)
  if (post && path === '/enrol/confirm') return confirmEnrol(context, request)
  if (post && path === '/sign-out') return signOut(context, request)
  const plan = PLAN.exec(path)
  const change = CHANGE.exec(path)
  if (!plan && !change && !path.startsWith('/trust')) return null
  const visit = currentVisit(context, request)
  if (!visit) return seeOther(`/sign-in?to=${encodeURIComponent(path)}`)
  if (plan) return planRoute(context, request, visit, plan)
  if (get && path === '/trust') return showTrust(context, visit)
  if (post && path === '/trust/propose') return propose(context, request, visit)
  const [, digest = '', part] = change ?? []
  if (get && change && part === undefined) return showChange(context, visit, digest)
  if (post && part === 'code') return compareCode(context, request, visit, digest)
  if (post && part === 'confirm') return confirmChange(context, request, visit, digest)
  return null
}

async function planRoute(
  context: PagesContext,
  request: IncomingMessage,
  visit: Visit,
  [, planDigest = '', part, target, file]: RegExpExecArray,
): Promise<Reply | null> {
  const { authority } = context
  if (request.method === 'POST') {
    if (part === undefined) return askDecision(context, request, visit, planDigest)
    return part === 'confirm' ? confirmDecision(context, request, visit, planDigest) : null
  }
  if (request.method !== 'GET' || part === 'confirm') return null
  if (part === undefined) return showPlan(context, visit, planDigest)
  const record = authority.record(planDigest)
  const content = authority.content(record)
  if (target !== undefined && file !== undefined) return fileReply(content, target, file)
  return page(filesPage(frameOf(context, visit.person), content, record))
}

async function signOut(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  await readForm(context, request)
  context.ceremonies.leave(visitId(request))
  return seeOther('/sign-in')
}
