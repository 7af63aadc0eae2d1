import type { Environment } from '#core/environment/environment.ts'
import { secretPlaces, wantsSecret } from '#core/environment/secret-places.ts'
import type { Reader } from '#db/client.ts'
import type { PersonRef } from '#server/requests/people.ts'
import type { SecretView } from '#server/requests/views.ts'
import { fits, readSecretRows } from './secret-rows.ts'

/** For which servers the password was entered, by whom and when; never what. */
export function viewSecrets(
  db: Reader,
  where: { readonly requestId: string; readonly revision: number },
  environment: Environment,
  nameOf: (id: string) => PersonRef,
): SecretView[] {
  if (!wantsSecret(environment)) return []
  const rows = readSecretRows(db, where)
  return secretPlaces(environment).map((place) => {
    const row = rows.find((one) => one.target === place.target)
    return {
      ...place,
      entered: row
        ? {
            by: nameOf(row.enteredBy),
            at: row.enteredAt,
            origin: row.origin,
            recipientCertificateSha256: row.recipientCertificateSha256,
            isArriving: row.cms === null && row.erasedAt === null,
            fits: fits(row, place),
            erasedAt: row.erasedAt,
          }
        : null,
    }
  })
}

/** Targets whose ciphertext is there and fits: what rule P08 is told. */
export const enteredTargets = (secrets: readonly SecretView[]): string[] =>
  secrets.flatMap(({ target, entered }) =>
    entered?.fits && !entered.isArriving && entered.erasedAt === null ? [target] : [],
  )
