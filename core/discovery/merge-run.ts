import { primaryDomain } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Place, Source } from './claim.ts'
import {
  type ConflictOption,
  KEEP_FORM,
  type MergeChange,
  type MergeConflict,
  type MergeUnknown,
} from './merge-result.ts'
import { missingNames, normal, sortedNames } from './normal.ts'
import { isBeginning, saysNothing } from './open-values.ts'
import type { Option, Settled } from './settle.ts'
import { NOWHERE, Workbench } from './workbench.ts'

type Placed<T> = Omit<T, 'path'> & { readonly place: Place }

/** One merge while it goes through the places, entries before what lies in them. */
export class MergeRun {
  readonly bench: Workbench
  readonly changes: Placed<MergeChange>[] = []
  readonly conflicts: Placed<MergeConflict>[] = []
  readonly unknowns: Placed<MergeUnknown>[] = []
  readonly agreements: { readonly place: Place; readonly sources: readonly Source[] }[] = []
  readonly #choices: ReadonlyMap<string, string>

  constructor(environment: Environment, choices: ReadonlyMap<string, string>) {
    this.bench = new Workbench(environment)
    this.#choices = choices
  }

  take(settled: Settled): void {
    if (settled.entry.length > 0) this.#haveEntry(settled)
    else if (settled.noEntry.length > 0) this.#haveNoEntry(settled)
    const before = this.bench.read(settled.place)
    if (before === NOWHERE) return
    if (settled.values.length > 0) this.#takeValues(settled, before)
    else if (settled.defaults.length > 0) this.#takeDefault(settled, before)
    else if (settled.includes) this.#takeIncluded(settled, settled.includes, before)
    else if (settled.members) this.#takeMembers(settled, settled.members, before)
    else if (this.#isOpen(settled.place, before)) {
      const { place, key } = settled
      for (const unknown of settled.unknown) this.unknowns.push({ place, key, ...unknown })
    }
  }

  /** New components go to the first domain, as long as nobody says otherwise. */
  followDomain(): void {
    const domain = primaryDomain(this.bench.environment)?.dnsName ?? ''
    if (domain === '') return
    for (const { component } of this.bench.environment.components) {
      for (const part of ['managedAccount', 'hostGroup']) {
        const place = ['components', component.toLowerCase(), part, 'domain']
        if (this.bench.read(place) === '') this.#write(place, JSON.stringify(place), '', domain, [])
      }
    }
  }

  #haveEntry({ place, key, entry }: Settled): void {
    if (this.bench.read(place) === NOWHERE) {
      this.bench.add(place)
      const after = this.bench.read(place)
      if (after === NOWHERE) return
      if (!this.bench.isNew(place.slice(0, -1))) {
        this.changes.push({ place, key, kind: 'added', before: undefined, after, sources: entry })
      }
    }
    this.agreements.push({ place, sources: entry })
  }

  #haveNoEntry({ place, key, noEntry }: Settled): void {
    const form = this.bench.read(place)
    if (form === NOWHERE) return
    const option = { id: 'absent', value: undefined, sources: noEntry }
    if (this.#ask({ place, key, form, isOpen: false, options: [option] }) === option) this.bench.remove(place)
  }

  #takeValues(settled: Settled, before: unknown): void {
    const { place, key, values } = settled
    const [only] = values
    if (values.length === 1 && only) {
      // An entry that was made here is called as the file spells it.
      if (this.bench.isNew(place)) this.#write(place, key, before, only.value, only.sources)
      else if (only.id === normal(before)) this.agreements.push({ place, sources: only.sources })
      else if (this.#isOpen(place, before)) this.#write(place, key, before, only.value, only.sources)
      else this.#settleByChoice(settled, before, values)
    } else this.#settleByChoice(settled, before, values)
  }

  #settleByChoice({ place, key }: Pick<Settled, 'place' | 'key'>, form: unknown, options: readonly Option[]): void {
    const chosen = this.#ask({ place, key, form, isOpen: this.#isOpen(place, form), options })
    if (!chosen) return
    this.bench.write(place, chosen.value)
    this.agreements.push({ place, sources: chosen.sources })
  }

  #ask(conflict: Omit<Placed<MergeConflict>, 'chosen'>): ConflictOption | null {
    const wanted = this.#choices.get(conflict.key) ?? null
    const option = conflict.options.find(({ id }) => id === wanted) ?? null
    this.conflicts.push({ ...conflict, chosen: option?.id ?? (wanted === KEEP_FORM ? KEEP_FORM : null) })
    return option
  }

  #takeDefault({ place, key, defaults }: Settled, before: unknown): void {
    const agreed = defaults.find(({ id }) => id === normal(before))
    const [first] = defaults
    if (agreed) this.agreements.push({ place, sources: agreed.sources })
    else if (first && this.#isOpen(place, before)) this.#write(place, key, before, first.value, first.sources)
  }

  #takeIncluded({ place, key }: Settled, { names, sources }: NonNullable<Settled['includes']>, before: unknown): void {
    const present = before as readonly string[]
    const missing = missingNames(present, sortedNames(names))
    if (missing.length === 0) this.agreements.push({ place, sources })
    else if (present.length === 0) this.#write(place, key, before, missing, sources)
    else {
      const value = [...present, ...missing]
      this.#settleByChoice({ place, key }, before, [{ id: normal(value), value, sources }])
    }
  }

  #takeMembers({ place, key }: Settled, { names, sources }: NonNullable<Settled['members']>, before: unknown): void {
    const present = before as readonly string[]
    const missing = missingNames(present, sortedNames(names))
    if (missing.length === 0) this.agreements.push({ place, sources })
    else this.#write(place, key, before, missing.reduce(insertName, present), sources)
  }

  #write(place: Place, key: string, before: unknown, after: unknown, sources: readonly Source[]): void {
    // The fields of a new entry are told by the entry.
    if (!this.bench.isNew(place)) {
      const kind = saysNothing(before) ? 'added' : 'changed'
      this.changes.push({ place, key, kind, before, after, sources })
    }
    this.bench.write(place, after)
    this.agreements.push({ place, sources })
  }

  /** Whether a value and an option mean the same. */
  agrees(value: unknown, option: Pick<ConflictOption, 'id'>): boolean {
    return normal(value) === option.id
  }

  #isOpen(place: Place, value: unknown): boolean {
    return this.bench.isNew(place) || saysNothing(value) || isBeginning(place, value)
  }
}

/** Before the first greater name, so that the order of imports can not be seen in a list that only imports made. */
function insertName(list: readonly string[], name: string): readonly string[] {
  const after = list.findIndex((other) => other.toLowerCase() > name.toLowerCase())
  return list.toSpliced(after < 0 ? list.length : after, 0, name)
}
