const YOURS = 'Yours: '

/** What happens next; the word that says that it is the reader's turn stands out. */
export function NextWords({ next }: { readonly next: string }) {
  if (!next.startsWith(YOURS)) return next
  return (
    <>
      <b className="text-accent">{YOURS}</b>
      {next.slice(YOURS.length)}
    </>
  )
}
