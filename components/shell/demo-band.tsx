/** On every page of a demo, above everything else. */
export function DemoBand() {
  return (
    <aside
      aria-label="Demo"
      className="border-warn border-b bg-warn-wash px-8 py-1 text-center text-sm text-warn max-sm:px-4 max-sm:text-left"
    >
      <b className="tracking-[0.08em]">DEMO</b> Bundles are signed with a self-signed key: for looking, not for running.
    </aside>
  )
}
