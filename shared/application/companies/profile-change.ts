// What a change of the profile is held against: open requests, whose days are counted by it, and the places in its words.
import { unknownPlaces } from '../../domain/letters/own-words.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { FormError } from '../ports/forms.ts'
import { openRows } from '../queue/open-rows.ts'
import type { PlainSettings } from './changed-company.ts'
import type { CompanyDocument } from './company-document.ts'

export type ProfileRefusal =
  | { readonly code: 'daysAreCounted' }
  | { readonly code: 'identifierTwice' }
  | { readonly code: 'placeholderUnknown'; readonly errors: readonly FormError[] }

/** Whether the profile may become what it is in `company`, of which `changes` are not so already. */
export async function profileHolds(
  deps: Pick<Core, 'documents'>,
  changes: PlainSettings,
  { companyId, acknowledgement = [], identifiers = [] }: CompanyDocument,
): Promise<Result<void, ProfileRefusal>> {
  const errors = acknowledgement.flatMap((paragraph, at) =>
    Object.entries(paragraph).flatMap(([language, words]) =>
      faultsIn(words, `/acknowledgement/${at}/${language}`),
    ),
  )
  if (errors.length > 0) return err({ code: 'placeholderUnknown', errors })
  if (new Set(identifiers.map(({ id }) => id)).size < identifiers.length)
    return err({ code: 'identifierTwice' })
  // Their last day was told to the person, and is counted by the holidays and the clock of the company.
  const counts = changes.country !== undefined || changes.timeZone !== undefined
  if (counts && (await openRows(deps, companyId)).length > 0) return err({ code: 'daysAreCounted' })
  return ok(undefined)
}

const faultsIn = (words: string, pointer: string): readonly FormError[] =>
  unknownPlaces(words).length === 0
    ? []
    : [{ pointer, code: 'placeholderUnknown', detail: 'has a place in braces that nothing is filled into' }]
