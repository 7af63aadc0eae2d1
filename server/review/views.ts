interface PersonRef {
  readonly id: string
  readonly name: string
}

export interface CommentView {
  readonly id: number
  readonly by: PersonRef
  readonly at: string
  /** Plain text; line breaks count. */
  readonly text: string
}

/** A conversation, placed in the revision that is shown. */
export interface ThreadView {
  readonly id: string
  readonly place: 'request' | 'field' | 'step' | 'line'
  /** JSON Pointer, id of a step, or `TARGET/path`, as they are in the shown revision; empty for the request. */
  readonly path: string
  /** From 1; null elsewhere than on a line, and for a line that is gone. */
  readonly line: number | null
  /** What stood there when the thread began. */
  readonly quote: string
  /** The revision that people looked at when it began. */
  readonly revision: number
  /** What it is about says something else now, or is gone. */
  readonly outdated: boolean
  readonly comments: readonly CommentView[]
  readonly resolved: { readonly by: PersonRef; readonly at: string } | null
}

export interface ThreadsView {
  readonly threads: readonly ThreadView[]
  readonly mayComment: boolean
  readonly mayResolve: boolean
  /** Nobody is led to the decision while a thread is open. */
  readonly mustResolve: boolean
}
