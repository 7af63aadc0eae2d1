import { placeId, placeIdsOutwards } from '#components/domain/wizard/model/place.ts'

const CONTROLS = 'input, select, textarea, button'

/** Shows and focuses the control of a place; where it has none, the nearest one inside or around it. */
export function focusPlace(path: string): void {
  const candidates = [placeId(path), ...placeIdsOutwards(path)]
  const found = candidates.map(visibleAt).find((element) => element !== null)
  if (!found) return
  const control = found.matches(CONTROLS) ? found : (found.querySelector<HTMLElement>(CONTROLS) ?? found)
  found.scrollIntoView({ block: 'center' })
  control.focus({ preventScroll: true })
}

function visibleAt(id: string): HTMLElement | null {
  const exact = document.getElementById(id)
  if (exact?.checkVisibility()) return exact
  const inside = document.querySelectorAll<HTMLElement>(`[id^="${CSS.escape(`${id}/`)}"]`)
  return [...inside].find((element) => element.checkVisibility()) ?? null
}
