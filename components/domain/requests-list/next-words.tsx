import type { RequestSummary } from '#server/requests/views.ts'

/** What happens next; said first when it is the reader who must act. */
export function NextWords({ request }: { readonly request: RequestSummary }) {
  return (
    <>
      {request.waitsForMe ? <b className="text-accent">Yours: </b> : null}
      {request.next}
    </>
  )
}
