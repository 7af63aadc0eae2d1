import type { Finding } from '#core/findings/finding.ts'
import { allFindings } from '#core/generate/preview.ts'
import type { GeneratorInput, Risk } from '#core/protocol/protocol.ts'

/** The risks of an environment as the rules judge it on this day. */
export function risksOn(content: Pick<GeneratorInput, 'environment' | 'ciphertexts'>, asOf: string): Risk[] {
  const ciphertexts = Object.keys(content.ciphertexts)
  return deriveRisks(content, allFindings(content.environment, asOf, { ciphertexts }))
}

/**
 * What makes this plan more dangerous than its kind says, sorted. From the generator's input and what the rules found in it, so that
 * portal and signer come to the same; a requester can not choose it.
 */
export function deriveRisks(
  { environment, ciphertexts }: Pick<GeneratorInput, 'environment' | 'ciphertexts'>,
  findings: readonly Finding[],
): Risk[] {
  const { components, pam } = environment
  const present: Record<Risk, boolean> = {
    'acknowledged-warnings': findings.some(({ severity }) => severity === 'warning'),
    pam: pam !== null || components.some(({ component }) => component.startsWith('PAM')),
    secrets: Object.keys(ciphertexts).length > 0,
    'unconstrained-delegation': components.some(({ delegation }) => delegation.mode === 'unconstrained'),
  }
  return (Object.keys(present) as Risk[]).filter((risk) => present[risk]).sort()
}

const TITLES: Readonly<Record<Risk, string>> = {
  'acknowledged-warnings': 'acknowledged warnings',
  pam: 'Privileged Access Management',
  secrets: 'secrets in the bundles',
  'unconstrained-delegation': 'unconstrained delegation',
}

export const riskTitle = (risk: Risk): string => TITLES[risk]
