'use client'

import { placeName } from '#components/domain/wizard/model/place-name.ts'
import { Link } from '#components/ui/link.tsx'
import type { ThreadView } from '#server/review/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { ThreadItem } from './thread-item.tsx'
import { ThreadsAt } from './threads-at.tsx'
import { useThreads } from './use-threads.ts'

/** Everything that was said about this request, open threads first. */
export function ThreadList() {
  const { threads } = useThreads()
  const placed = threads.filter(({ place }) => place !== 'request')
  const sorted = placed.toSorted((one, other) => Number(one.resolved !== null) - Number(other.resolved !== null))
  return (
    <>
      {sorted.map((thread) => (
        <div key={thread.id}>
          <Place thread={thread} />
          <ThreadItem thread={thread} />
        </div>
      ))}
      <ThreadsAt place={{ kind: 'request' }} what="this request" />
    </>
  )
}

function Place({ thread: { place, path, line } }: { readonly thread: ThreadView }) {
  const { href, view } = useRequest()
  if (place === 'field') return <p className="mt-3 text-sm">{placeName(view.environment, path)}</p>
  if (place === 'step') {
    return (
      <p className="mt-3 text-sm">
        <Link href={href('/plan', { text: path })}>{path}</Link>
      </p>
    )
  }
  const [target = '', ...rest] = path.split('/')
  return (
    <p className="mt-3 text-sm">
      <Link href={href('/files', { target, path: rest.join('/') })} className="[overflow-wrap:anywhere]">
        {path}
        {line === null ? '' : `, line ${line}`}
      </Link>
    </p>
  )
}
