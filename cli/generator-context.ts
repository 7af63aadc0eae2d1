import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import type { Authority } from '#core/generate/types.ts'
import { type GeneratorInput, generatorInputSchema, type Policy, policySchema } from '#core/protocol/protocol.ts'
import { digest } from '#core/statement/schemas.ts'
import { DEFAULT_AS_OF, readText } from './read-input.ts'

const contextSchema = z.strictObject({
  ...generatorInputSchema.omit({ environment: true }).shape,
  genesis: digest,
  policy: policySchema,
})

const POLICY: Policy = {
  type: 'mim-gmsa/policy/1',
  id: 'none',
  version: 1,
  kind: 'conversion',
  title: 'Nobody has decided',
  groups: [{ id: 'none', title: 'None', count: 1 }],
  validDays: 1,
  allowSyncedPasskeys: false,
  covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
  coolingOffHours: 0,
  ticketRequired: false,
}

/** What a file alone does not say. Its request, MG-0000 revision 0, can never be submitted: it is DEMO and of no signer. */
const DEFAULT = {
  requestId: 'MG-0000',
  revision: 0,
  kind: 'conversion',
  mode: 'demo',
  asOf: DEFAULT_AS_OF,
  requester: 'nobody',
  case: { title: 'Generated on the command line', ticket: '', acknowledgements: [] },
  ciphertexts: {},
  genesis: '0'.repeat(64),
  policy: POLICY,
} as const satisfies z.infer<typeof contextSchema>

export type Context = Omit<GeneratorInput, 'environment'> & { readonly authority: Authority }

/** The generator's input beside the environment, from a JSON file, else a fixed one. BAD_INPUT names the field. */
export function readContext(path: string | undefined): Context {
  const { genesis, policy, ...input } = path === undefined ? DEFAULT : parseContext(path)
  return { ...input, case: { ...input.case }, authority: { genesis, policy } }
}

function parseContext(path: string): z.infer<typeof contextSchema> {
  let value: unknown
  try {
    value = JSON.parse(readText(path))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('BAD_INPUT', `${path} is not JSON.`, { cause })
  }
  const parsed = contextSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('BAD_INPUT', `${path} is no generator context:\n${z.prettifyError(parsed.error)}`)
}
