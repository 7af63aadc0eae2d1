import { ButtonLink } from '#components/ui/link.tsx'
import { LostPage } from './lost-page.tsx'

/** The same words whether a thing does not exist or is not for this person. */
export function NotFoundPage() {
  return (
    <LostPage
      title="There is nothing here"
      happened={
        <p>This address leads to no page, or to one that your role does not open. The portal does not say which.</p>
      }
      safe={<p>Looking changed nothing. Requests, drafts and decisions are as they were.</p>}
      todo={
        <>
          <p>Look for the request by its number or title. If somebody sent you the link, ask for the number.</p>
          <p className="mt-3 flex flex-wrap gap-2">
            <ButtonLink href="/requests" variant="main">
              All requests
            </ButtonLink>
            <ButtonLink href="/">Home</ButtonLink>
          </p>
        </>
      }
    />
  )
}
