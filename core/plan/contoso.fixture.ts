import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import sample from '../../public/samples/contoso.json' with { type: 'json' }
import fabrikamSample from '../../public/samples/fabrikam.json' with { type: 'json' }
import privPamSample from '../../public/samples/priv-pam.json' with { type: 'json' }

type Change = (draft: Environment) => void

function parsed(document: unknown, change: Change): Environment {
  const draft = environmentSchema.parse(structuredClone(document))
  change(draft)
  return draft
}

/** For tests: the Contoso sample, freshly parsed, with one thing changed. */
export const contoso = (change: Change = () => {}): Environment => parsed(sample, change)

/** The same: a pool, a standby, an availability group, portals of their own. */
export const fabrikam = (change: Change = () => {}): Environment => parsed(fabrikamSample, change)

/** The same: a bastion of Privileged Access Management. */
export const privPam = (change: Change = () => {}): Environment => parsed(privPamSample, change)

const MARK = `<b>'"\u2019$(x)`

/** For tests: Contoso with a hostile mark in every text that a person can type freely. */
export function hostileContoso(): { environment: Environment; mark: string; marked: number } {
  const document: unknown = structuredClone(sample)
  let marked = 0
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'string') {
        visit(child)
        continue
      }
      const holder = value as Record<string, unknown>
      holder[key] = child + MARK
      if (environmentSchema.safeParse(document).success) marked++
      else holder[key] = child
    }
  }
  visit(document)
  return { environment: environmentSchema.parse(document), mark: MARK, marked }
}
