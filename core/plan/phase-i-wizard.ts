import type { Component } from '#core/environment/environment.ts'
import type { Action } from './plan.ts'
import { PAM_PARTS, type PamPartKey } from './products.ts'
import { accountOf, componentOf, type Host, type ManagedAccount, type Scene } from './scene.ts'
import { label, say, typed } from './text.ts'

interface PamPart {
  readonly component: Component
  readonly account: ManagedAccount
}

export const pamPartsOf = (scene: Scene, host: Host): PamPart[] =>
  PAM_PARTS.flatMap((key) => {
    const component = componentOf(host, key)
    return component ? [{ component, account: accountOf(scene, component) }] : []
  })

const PAGES: Record<PamPartKey, { page: string; account: string }> = {
  PAMREST: { page: 'Configure Privileged Access Management REST API', account: 'Application Pool Account Name' },
  PAMCOMP: { page: 'Configure PAM Component Service', account: 'Service Account Name' },
  PAMMON: { page: 'Configure Privileged Access Management Monitoring Service', account: 'Service Account Name' },
}

export const pamPage = (key: PamPartKey): string => PAGES[key].page

/** The pages of the wizard for each part of PAM on this server. */
export function pamPages(scene: Scene, host: Host): Action[] {
  return PAM_PARTS.flatMap((key) => {
    const component = componentOf(host, key)
    if (!component) return []
    const account = accountOf(scene, component)
    const { page, account: field } = PAGES[key]
    return [
      {
        text: say`Page ${label(page)}, ${label(field)}: type ${typed(`${account.name}$`)} Password: leave it empty. Domain: type ${typed(account.netbios)}`,
      },
      component.webSite
        ? {
            text: say`Host name and port: keep ${typed(`${component.webSite.hostHeader}:${component.webSite.port}`)} Click ${label('Next')}.`,
          }
        : { text: say`Click ${label('Next')}. A warning about the account may come. Click ${label('Next')}.` },
    ]
  })
}
