import { syncFile } from '#core/discovery/testing.ts'
import { givenRequests } from '#server/testing/given-requests.ts'
import { describeMatrix } from '#server/testing/permission-matrix.ts'

const { onRequest, portal } = givenRequests()
const FILES = [{ name: 'MIMSYNC.json', text: JSON.stringify(syncFile().file) }]

describeMatrix('discovery', portal, {
  'discovery.script': {
    relations: ['own', 'other'],
    input: () => undefined,
    allowed: /^done$|^INTERNAL .*script is missing/,
  },
  ...onRequest('discovery.import', { files: FILES }),
  ...onRequest('discovery.sources', {}, /^done$|has no revision/),
  ...onRequest('discovery.checkDrift', { files: FILES }, /^CONFLICT .*no approved revision/),
  ...onRequest('discovery.drifts'),
  ...onRequest('discovery.drift', { number: 1 }, /^NOT_FOUND .*no drift report/),
})
