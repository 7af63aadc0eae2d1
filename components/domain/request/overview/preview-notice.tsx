import { Notice } from '#components/ui/notice.tsx'

export function PreviewNotice({ className }: { readonly className?: string }) {
  return (
    <Notice kind="info" title="Preview of the draft" className={className ?? ''}>
      Nobody has submitted or approved this. It changes with the draft.
    </Notice>
  )
}
