import type { StaffCall } from '../call.ts'

/** Only what is in the list of texts is told, whatever the address says. */
export function toldBy({ url, texts }: StaffCall): string | undefined {
  const done = url.searchParams.get('done') ?? ''
  const told: Readonly<Record<string, string>> = {
    ...texts.work.done,
    ...texts.delivered.done,
    ...texts.withheld.done,
    ...texts.quarantine.done,
    ...texts.staff.people.done,
    ...texts.staff.bulk.told,
    ...texts.merged.done,
    ...texts.reviewing.done,
    ...texts.systems.search.done,
  }
  return Object.hasOwn(told, done) ? told[done] : undefined
}
