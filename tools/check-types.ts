// Strict types of the whole project. Next writes the types of its routes first.
import { spawnSync } from 'node:child_process'

for (const command of [
  ['node_modules/next/dist/bin/next', 'typegen'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
]) {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
