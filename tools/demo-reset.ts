// `npm run demo:reset`: deletes the demo's data folder, so that the next `npm start` makes new demo data.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.MIM_GMSA_DEMO_DIR ?? '.data'
const known = ['web', 'signer', 'signer-token', 'session-secret']
const present = known.filter((name) => existsSync(join(folder, name)))
for (const name of present) rmSync(join(folder, name), { recursive: true })
console.log(present.length > 0 ? 'Demo data deleted. `npm start` makes it new.' : 'There is no demo data.')
