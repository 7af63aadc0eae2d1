import type { Environment } from '#core/environment/environment.ts'
import { N04, N05, N06 } from './account-collisions.ts'
import { N09, N10 } from './computer-names.ts'
import { D01, D02, D03, D04, D05, D06, D07 } from './delegation.ts'
import { N07, N08, N15 } from './domain-names.ts'
import type { Rule } from './finding.ts'
import { F01, F02, F03, F04, F05, F06, F07, F08, F09, F15 } from './forest.ts'
import { N12, N14, N19 } from './group-names.ts'
import { T09, T10, T11, T15, T16, T24 } from './identities.ts'
import { M01, M02, M03, M04, M05, M11 } from './mail.ts'
import { M06, M07, M08, M09, M10, M12 } from './mail-operation.ts'
import { N01, N02, N03, N11 } from './managed-account-names.ts'
import { F10, F11, F12, F13, F14, F16 } from './managed-account-properties.ts'
import { N16 } from './needed.ts'
import { O01, O02, O03, O04, O05, O08, O09 } from './operating-systems.ts'
import { U01, U02, U03, U04, U05, U06, U07 } from './password-update.ts'
import { P01, P02, P03, P04, P05, P06, P07, P09 } from './protection.ts'
import { N18 } from './quotes.ts'
import { N17 } from './references.ts'
import { W01, W02, W03, W04, W05, W06 } from './schedule.ts'
import { P08 } from './secret-delivery.ts'
import { S01, S02, S03, S04, S05, S06, S07, S08, S09 } from './service-principal-names.ts'
import { Q01, Q02, Q03, Q04, Q05 } from './sql.ts'
import { O06, O07 } from './sql-versions.ts'
import { T04, T19, T20, T21, T22 } from './synchronization.ts'
import { N13 } from './text.ts'
import { T01, T02, T03, T05, T06, T07, T08, T12, T13, T14, T17, T18, T23 } from './topology.ts'
import { V01, V02, V03, V04, V05, V06, V07, V08, V09 } from './versions.ts'

/** Every rule, family by family. A new rule goes into the file of its family and into this list. */
export const rules: readonly Rule[] = [
  ...[N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, N11, N12, N13, N14, N15, N16, N17, N18, N19],
  ...[V01, V02, V03, V04, V05, V06, V07, V08, V09],
  ...[O01, O02, O03, O04, O05, O06, O07, O08, O09],
  ...[F01, F02, F03, F04, F05, F06, F07, F08, F09, F10, F11, F12, F13, F14, F15, F16],
  ...[T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12],
  ...[T13, T14, T15, T16, T17, T18, T19, T20, T21, T22, T23, T24],
  ...[S01, S02, S03, S04, S05, S06, S07, S08, S09],
  ...[D01, D02, D03, D04, D05, D06, D07],
  ...[M01, M02, M03, M04, M05, M06, M07, M08, M09, M10, M11, M12],
  ...[P01, P02, P03, P04, P05, P06, P07, P08, P09],
  ...[Q01, Q02, Q03, Q04, Q05],
  ...[W01, W02, W03, W04, W05, W06],
]

/** What still holds where nothing is converted: names and texts that steps type, and the rules of the change itself. */
export const passwordUpdateRules: readonly Rule[] = [
  ...[N01, N02, N03, N07, N08, N09, N13, N18, P08],
  ...[U01, U02, U03, U04, U05, U06, U07],
]

/** The rules that judge this environment: a change of the mailbox secret is not a conversion. */
export const rulesFor = ({ passwordUpdate }: Environment): readonly Rule[] =>
  passwordUpdate === undefined ? rules : passwordUpdateRules
