import type { Inline, Text } from '#core/plan/plan.ts'

/** Running text of a step: plain words, values in `code`, names of buttons and pages strong. */
export function InlineText({ text }: { readonly text: Text }) {
  return text.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence never move
    <InlinePart key={index} part={part} />
  ))
}

function InlinePart({ part }: { readonly part: Inline }) {
  if (typeof part === 'string') return part
  return 'code' in part ? <code className="[overflow-wrap:anywhere]">{part.code}</code> : <b>{part.strong}</b>
}
