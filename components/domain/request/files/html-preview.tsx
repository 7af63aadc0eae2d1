// The frame would refuse them anyway, and the browser would call that an error of the page.
const withoutScripts = (html: string): string => html.replace(/<script\b[\s\S]*?<\/script>/gi, '')

/**
 * A generated page in a frame that can do nothing: no scripts, no forms, no navigation, no origin. The page's policy holds
 * inside it too, so nothing is fetched.
 */
export function HtmlPreview({ html, title }: { readonly html: string; readonly title: string }) {
  return (
    <>
      <p className="border-rule border-b px-4 py-2 text-ink-2 text-sm sm:px-6">
        Preview in a closed frame: buttons and links of the page do nothing here. The source decides.
      </p>
      <iframe
        sandbox=""
        srcDoc={withoutScripts(html)}
        title={title}
        className="h-[max(24rem,calc(100dvh-13rem))] w-full border-0 bg-white"
      />
    </>
  )
}
