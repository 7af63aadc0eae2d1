/** What a colour says; never colour alone, a shape and a word go with it. */
export type Tone = 'ok' | 'run' | 'wait' | 'warn' | 'err' | 'seal'

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  ok: 'text-ok',
  run: 'text-run',
  wait: 'text-wait',
  warn: 'text-warn',
  err: 'text-err',
  seal: 'text-accent',
}

export const TONE_WASH: Readonly<Record<Tone, string>> = {
  ok: 'bg-ok-wash',
  run: 'bg-run-wash',
  wait: 'bg-wait-wash',
  warn: 'bg-warn-wash',
  err: 'bg-err-wash',
  seal: 'bg-accent-wash',
}
