// A promise about the infrastructure: held against every environment, and against changes that break it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isMembers } from './expressions.ts'
import type { Members, Value } from './expressions.ts'
import { environments, templatesOf } from './templates.ts'
import type { Planted, Resource, Templates } from './templates.ts'

/** What is wrong with the templates, in words that name the resource; nothing when the promise holds. */
export type Look = (templates: Templates) => readonly string[]

export type Violation = Planted & { readonly when: string }

/** `given` holds the parameters with which the promise means something, where an environment has others. */
export function promise(
  says: string,
  look: Look,
  violations: readonly Violation[],
  given: Members = {},
): void {
  test(says, async () => {
    for (const environment of environments)
      assert.deepEqual(look(await templatesOf(environment, [], given)), [], environment)
  })

  for (const violation of violations) {
    test(`caught, when ${violation.when}: ${says}`, async () => {
      assert.notDeepEqual(look(await templatesOf('prod', [violation], given)), [])
    })
  }
}

/** What stands at a path of names with dots; null where nothing does. */
export const at = (value: Value, path: string): Value =>
  path
    .split('.')
    .reduce<Value>(
      (inner, name) =>
        Array.isArray(inner)
          ? ((inner[Number(name)] as Value | undefined) ?? null)
          : isMembers(inner)
            ? (inner[name] ?? null)
            : null,
      value,
    )

export const listAt = (value: Value, path: string): readonly Value[] => {
  const found = at(value, path)
  return Array.isArray(found) ? (found as readonly Value[]) : []
}

export const ofType = ({ resources }: Templates, ...types: readonly string[]): readonly Resource[] =>
  resources.filter(({ type }) => types.includes(type))

/** How others in the templates name a resource. */
export const handle = ({ file, symbol }: Resource): string => `${file}#${symbol}`

export const isIdOf = (value: Value, resource: Resource): boolean => value === `‹${handle(resource)}.id›`

/** Of each resource, whatever of it is otherwise than it is to be; and that there is none. */
export function otherThan(
  resources: readonly Resource[],
  expected: Readonly<Record<string, Value>>,
): readonly string[] {
  if (resources.length === 0) return ['there is none']
  return resources.flatMap((resource) =>
    Object.entries(expected)
      .filter(([path, value]) => JSON.stringify(at(resource.body, path)) !== JSON.stringify(value))
      .map(([path]) => `${handle(resource)}: ${path} is ${JSON.stringify(at(resource.body, path))}`),
  )
}

export const difference = (
  one: readonly string[],
  other: readonly string[],
  what: string,
): readonly string[] =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
    ? []
    : [
        ...one.filter((name) => !other.includes(name)).map((name) => `${what}: ${name} too much`),
        ...other.filter((name) => !one.includes(name)).map((name) => `${what}: ${name} is missing`),
        `${what}: ${one.length} in place of ${other.length}`,
      ]
