import { Fragment } from 'react'

/** An identifier that may break after its separators, before it breaks inside a word. */
export function Breakable({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[._\\/-])/)
  return (
    <span className="break-words">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  )
}
