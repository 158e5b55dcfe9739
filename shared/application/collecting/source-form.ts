// The form of a source: which one is meant, what stands in it, and why it is not taken.
import type { TableFault } from '../../domain/templates/table-rows.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { FormError } from '../ports/forms.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import type { RequestDocument, RequestSource } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import type { DataDocument, FormContents } from './form-data.ts'

export type DataRefusal =
  | ContributionRefusal
  | { readonly code: 'templateUnknown' | 'sourceNotNamed' | 'templateVersionChanged' }
  | { readonly code: 'dataTooLarge'; readonly rule: string }
  | { readonly code: 'formInvalid'; readonly errors: readonly (FormError & Pick<TableFault, 'at'>)[] }

export const formContext = ({ companyId, requestId }: RequestRef, sourceId: string): string =>
  `form ${companyId} ${requestId} ${sourceId}`

export const openForm = (
  crypto: Core['crypto'],
  key: Uint8Array,
  ref: RequestRef,
  document: DataDocument,
): FormContents => openJson<FormContents>(crypto, key, formContext(ref, document.sourceId), document.sealed)

/** The source that is meant: named, or the only one with that template. */
export function sourceOf(
  request: RequestDocument,
  templateId: string,
  {
    sourceId,
    templateVersion,
  }: { readonly sourceId: string | undefined; readonly templateVersion?: number | undefined },
): Result<RequestSource, DataRefusal> {
  const fitting = request.sources.filter(
    (source) => source.templateId === templateId && (sourceId === undefined || source.sourceId === sourceId),
  )
  const [only] = fitting
  if (!only) return err({ code: 'templateUnknown' })
  if (fitting.length > 1) return err({ code: 'sourceNotNamed' })
  const isPinned = templateVersion === undefined || templateVersion === only.templateVersion
  return isPinned ? ok(only) : err({ code: 'templateVersionChanged' })
}
