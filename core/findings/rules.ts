import { N04, N05, N06 } from './account-collisions.ts'
import { N09, N10 } from './computer-names.ts'
import { D01, D02, D03, D04, D05, D06, D07 } from './delegation.ts'
import { N07, N08, N15 } from './domain-names.ts'
import type { Rule } from './finding.ts'
import { N12, N14 } from './group-names.ts'
import { M01, M02, M03, M04, M05, M11 } from './mail.ts'
import { M06, M07, M08, M09, M10, M12 } from './mail-operation.ts'
import { N01, N02, N03, N11 } from './managed-account-names.ts'
import { N16 } from './needed.ts'
import { N17 } from './references.ts'
import { N13 } from './text.ts'
import { V01, V02, V03, V04, V05, V06, V07, V08, V09 } from './versions.ts'

/** Every rule, in the order of its id. A new rule goes into the file of its family and into this list. */
export const rules: readonly Rule[] = [
  ...[N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, N11, N12, N13, N14, N15, N16, N17],
  ...[V01, V02, V03, V04, V05, V06, V07, V08, V09],
  ...[D01, D02, D03, D04, D05, D06, D07],
  ...[M01, M02, M03, M04, M05, M06, M07, M08, M09, M10, M11, M12],
]
