import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { type Place, placeKey } from './claim.ts'
import { type Entry, stepsOf } from './entries.ts'

/** A place that the environment does not have. */
export const NOWHERE = Symbol('nowhere')

/**
 * A copy of an environment whose places are found by the names that its entries had at the beginning, or when they were made: a
 * server stays the same server while its FQDN is being corrected.
 */
export class Workbench {
  readonly environment: Environment
  readonly #entries = new Map<string, Entry>()
  readonly #made = new Set<string>()

  constructor(environment: Environment) {
    this.environment = structuredClone(environment)
  }

  /** The value at a place, or NOWHERE. */
  read(place: Place): unknown {
    const container = this.#container(place)
    const last = stepsOf(place).at(-1)
    if (container === null || !last) return NOWHERE
    if (last.list) return this.#entry(place) ?? NOWHERE
    return Object.hasOwn(container, last.segment) ? (container as Entry)[last.segment] : NOWHERE
  }

  /** Puts a value at a field that exists. */
  write(place: Place, value: unknown): void {
    const container = this.#container(place)
    const field = place.at(-1)
    if (container !== null && field !== undefined) Object.assign(container, { [field]: structuredClone(value) })
  }

  /**
   * Makes the entry, unless it is there. It goes before the first entry with a greater name, so that the order of imports can not
   * be seen; the first domain stays the first, as it is the one that new accounts go to.
   */
  add(place: Place): void {
    if (this.read(place) !== NOWHERE) return
    const list = this.#container(place)
    const step = stepsOf(place).at(-1)
    if (!Array.isArray(list) || !step?.list) return
    const { idOf, blank } = step.list
    const isDomain = place.length === 3 && place[1] === 'domains'
    // The form begins with a domain that has no name yet.
    const unnamed = isDomain ? (list as Entry[]).find((entry) => idOf(entry) === '') : undefined
    const entry = unnamed ?? (blank(this.environment, step.segment) as Entry)
    if (unnamed) Object.assign(unnamed, { dnsName: step.segment })
    else {
      const after = list.findIndex((other, index) => index >= (isDomain ? 1 : 0) && idOf(other as Entry) > step.segment)
      list.splice(after < 0 ? list.length : after, 0, entry)
    }
    this.#entries.set(placeKey(place), entry)
    this.#made.add(placeKey(place))
  }

  remove(place: Place): void {
    const list = this.#container(place)
    const entry = this.#entry(place)
    if (Array.isArray(list) && entry) list.splice(list.indexOf(entry), 1)
  }

  /** The place lies in an entry that was made here: nobody typed its values. */
  isNew(place: Place): boolean {
    return place.some((_, index) => this.#made.has(placeKey(place.slice(0, index + 1))))
  }

  /** JSON Pointer of a place as the environment stands now; of its list, where the entry is gone. */
  pointer(place: Place): string {
    const segments: (string | number)[] = []
    for (const [index, { segment, list }] of stepsOf(place).entries()) {
      const here = place.slice(0, index + 1)
      if (!list) segments.push(segment)
      else {
        const entries = this.#container(here)
        const position = Array.isArray(entries) ? entries.indexOf(this.#entry(here)) : -1
        if (position < 0) return pointer(...segments)
        segments.push(position)
      }
    }
    return pointer(...segments)
  }

  /** The object or list in which the last segment of a place lies; null where the way ends before. */
  #container(place: Place): object | null {
    let value: unknown = this.environment
    for (const [index, { segment, list }] of stepsOf(place).slice(0, -1).entries()) {
      if (typeof value !== 'object' || value === null) return null
      if (list) value = this.#entry(place.slice(0, index + 1))
      else value = Object.hasOwn(value, segment) ? (value as Entry)[segment] : null
    }
    return typeof value === 'object' ? value : null
  }

  #entry(place: Place): Entry | undefined {
    const key = placeKey(place)
    const known = this.#entries.get(key)
    if (known) return known
    const list = this.#container(place)
    const step = stepsOf(place).at(-1)
    if (!Array.isArray(list) || !step?.list) return undefined
    const { idOf } = step.list
    const found = (list as Entry[]).find((entry) => idOf(entry) === step.segment)
    if (found) this.#entries.set(key, found)
    return found
  }
}
