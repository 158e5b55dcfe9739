// What the audit keeps of a change of settings: which members, and of those that name nobody, from what to what.
import { canonicalJson } from '../../domain/evidence/canonical.ts'
import type { Fact } from '../evidence/audit-event.ts'

type Detail = NonNullable<Fact['detail']>

type Members = Readonly<Record<string, unknown>>

/** Codes and numbers; names, addresses and words of the company are told by their member's name alone. */
const told = [
  'languages',
  'country',
  'timeZone',
  'rights',
  'identityLevel',
  'approvalPolicy',
  'secondAdministrator',
  'staffTexts',
  'reviewersSee',
  'statusPage',
  'programAccess',
  'allowedOrigins',
  'seenFrom',
  'uploads',
  'sms',
  'retention',
]

/** Lists whose items have an id of their own. */
const lists: Readonly<Record<string, string>> = {
  informationTypes: 'informationType',
  activities: 'id',
  identityLevels: 'informationType',
  identifiers: 'id',
}

/** Of settings as they held and as they hold. */
export function settingsDetail(before: Members, after: Members): Detail {
  const members = Object.keys(after)
    .filter((name) => !isSameValue(before[name], after[name]))
    .sort()
  return {
    members: members.join(' '),
    ...Object.fromEntries(
      members.flatMap((name) =>
        told.includes(name)
          ? [...flat(`${name}Before`, before[name]), ...flat(`${name}After`, after[name])]
          : itemDetail(name, before[name], after[name]),
      ),
    ),
  }
}

const isSameValue = (one: unknown, other: unknown): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other)

/** By the ids of what was added, changed and removed. */
function itemDetail(name: string, before: unknown, after: unknown): Told {
  const key = lists[name]
  if (key === undefined) return []
  const [old, now] = [itemsOf(before, key), itemsOf(after, key)]
  const ids = {
    Added: [...now.keys()].filter((id) => !old.has(id)),
    Changed: [...now]
      .filter(([id, value]) => old.has(id) && !isSameValue(old.get(id), value))
      .map(([id]) => id),
    Removed: [...old.keys()].filter((id) => !now.has(id)),
  }
  return Object.entries(ids).flatMap(([how, which]) =>
    which.length > 0 ? [[name + how, which.join(' ')]] : [],
  )
}

const itemsOf = (value: unknown, key: string): ReadonlyMap<unknown, Members> =>
  new Map(((value ?? []) as readonly Members[]).map((item) => [item[key], item]))

type Told = readonly (readonly [name: string, value: string | number])[]

/** A list as its words in one line, an object by its members. */
function flat(name: string, value: unknown): Told {
  if (Array.isArray(value)) return [[name, value.join(' ')]]
  if (typeof value !== 'object') return [[name, value as string | number]]
  return Object.entries(value as object).flatMap(([member, part]) => flat(`${name}.${member}`, part))
}
