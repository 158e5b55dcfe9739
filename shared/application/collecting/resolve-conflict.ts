import type { Taken } from '../../domain/merging/merged-form.ts'
import { mergedData } from '../../domain/merging/merged-form.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { FormError } from '../ports/forms.ts'
import { contribute } from '../requests/contribution.ts'
import type { Contribution, ContributionRefusal } from '../requests/contribution.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { readCollected } from './collected.ts'
import { basisOf, isWithheldAt, mergedForms } from './merged-forms.ts'
import type { FieldConflict, MergedForm } from './merged-forms.ts'
import { readDecided, withResolutions } from './resolutions.ts'
import type { Resolution } from './resolutions.ts'

export type ConflictRefusal =
  | ContributionRefusal
  | {
      readonly code:
        'contentGone' | 'sourceNotNamed' | 'sourceUnknown' | 'conflictNotFound' | 'conflictWithheld'
    }
  | { readonly code: 'formInvalid' | 'bodyInvalid'; readonly errors: readonly FormError[] }

/** `nothing` takes a decision back; where nobody had decided, nothing changes. */
export type Wish = Taken | { readonly take: 'nothing' }

export type ResolveConflict = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly templateId: string
  /** One of those that are merged, where forms of several information types have this template. */
  readonly source?: string
  readonly pointer: string
  readonly wish: Wish
  readonly expected?: string
}) => Promise<Result<FieldConflict, ConflictRefusal>>

type Asked = Parameters<ResolveConflict>[0]

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'forms' | 'crypto'>

type Found = {
  readonly request: RequestDocument
  readonly contributed: Contribution
  readonly key: Uint8Array
  readonly merged: MergedForm
  readonly conflict: FieldConflict
  readonly template: TemplateVersion
}

/** A change of what leaves: whoever decides becomes a contributor, and a seal that stood is void. */
export function makeResolveConflict(deps: Deps): ResolveConflict {
  const { requests, companies, keyring, forms, crypto } = deps

  async function find(
    { actor, requestId, templateId, source, pointer }: Asked,
    request: RequestDocument,
  ): Promise<Result<Found, ConflictRefusal>> {
    const contributed = contribute(actor, request)
    if (!contributed.ok) return contributed
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const key = await keyring.open(ref.companyId, request.key)
    if (!key) return err({ code: 'contentGone' })
    const fitting = mergedForms(crypto, { request, key }, await readCollected(deps, ref, key)).filter(
      (one) =>
        one.templateId === templateId &&
        (source === undefined || one.forms.some((form) => form.source === source)),
    )
    const [merged] = fitting
    if (fitting.length > 1) return err({ code: 'sourceNotNamed' })
    const conflict = merged?.conflicts.find((one) => one.pointer === pointer)
    const template = merged && (await companies.template(ref.companyId, templateId, merged.version))
    if (!merged || !conflict || !template) return err({ code: 'conflictNotFound' })
    return ok({ request, contributed: contributed.value, key, merged, conflict, template })
  }

  /** As the template demands it: the form as it would be with what is taken. */
  async function fits(
    { request, key, merged, conflict, template }: Found,
    taken: Taken,
  ): Promise<Result<void, ConflictRefusal>> {
    const areLists = conflict.values.every(({ value }) => Array.isArray(value))
    if (taken.take === 'all' && !areLists) return err(takeWrong('only lists can be kept together'))
    if (taken.take === 'source' && !conflict.values.some(({ source }) => source === taken.source))
      return err({ code: 'sourceUnknown' })
    if (taken.take === 'value' && isWithheld(request, key, { merged, conflict }))
      return err({ code: 'conflictWithheld' })
    const { pointer } = conflict
    const others = merged.conflicts.flatMap(({ resolution }) => resolution ?? [])
    const data = mergedData(merged.forms, [{ pointer, ...taken }, ...others])
    const errors = (await forms.validate(template, data)).filter((error) =>
      `${error.pointer}/`.startsWith(`${pointer}/`),
    )
    return errors.length === 0 ? ok(undefined) : err({ code: 'formInvalid', errors })
  }

  function isWithheld(
    request: RequestDocument,
    key: Uint8Array,
    { merged, conflict }: Pick<Found, 'merged' | 'conflict'>,
  ): boolean {
    const places = readDecided(crypto, key, request).withheld.filter(({ source }) =>
      merged.forms.some((form) => form.source === source),
    )
    return isWithheldAt(places, conflict.pointer)
  }

  function withDecision(
    { request, contributed, key, merged, conflict }: Found,
    resolution: Resolution | undefined,
  ): RequestDocument {
    const { informationType, templateId } = merged
    const { pointer, values } = conflict
    const others = readDecided(crypto, key, request).records.filter(
      (one) =>
        one.informationType !== informationType || one.templateId !== templateId || one.pointer !== pointer,
    )
    const basis = basisOf(crypto, values)
    const own = resolution ? [{ ...resolution, informationType, templateId, basis }] : []
    return withResolutions(crypto, key, contributed.request, [...others, ...own])
  }

  return async (input) => {
    const { actor, wish, expected } = input
    const ref: RequestRef = { companyId: actor.companyId, requestId: input.requestId }
    const changed = await requests.change<FieldConflict, ConflictRefusal>(
      ref,
      async (request, now) => {
        const found = await find(input, request)
        if (!found.ok) return found
        const { contributed, merged, conflict } = found.value
        if (wish.take === 'nothing' && !conflict.resolution) return ok({ answer: conflict })
        const checked = wish.take === 'nothing' ? ok(undefined) : await fits(found.value, wish)
        if (!checked.ok) return checked

        const { pointer, values } = conflict
        const stamp = { pointer, by: contributed.by.employeeId, at: now.toISOString() }
        const resolution = wish.take === 'nothing' ? undefined : { ...wish, ...stamp }
        const { informationType, templateId } = merged
        const detail = { informationType, templateId, take: wish.take }
        const fact = { event: 'conflictDecided', by: actorRef(actor), detail } as const
        return ok({
          answer: { pointer, values, ...(resolution ? { resolution } : {}) },
          change: {
            ...contributed,
            request: withDecision(found.value, resolution),
            facts: [...contributed.facts, fact],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

const takeWrong = (detail: string) =>
  ({ code: 'bodyInvalid', errors: [{ pointer: '/take', code: 'enum', detail }] }) as const
