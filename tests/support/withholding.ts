import type { WithheldItem } from '../../shared/application/collecting/withhold.ts'
import type { Office } from './application.ts'
import type { MadeRequest } from './request-stages.ts'

/** A place in the form of the source that has this template, with a ground that carries it. */
export async function itemAt(
  office: Office,
  request: MadeRequest,
  pointer: string,
  templateId = 'insurance',
): Promise<Extract<WithheldItem, { readonly pointer: string }>> {
  const { sources } = await office.stateOf(request)
  const source = sources.find((one) => one.templateId === templateId)?.sourceId ?? ''
  return { source, pointer, groundCode: 'rightsOfOthersAccess', text: 'It is about somebody else.' }
}

/** Withheld by the user, who is assigned. */
export const withhold = (office: Office, { requestId }: MadeRequest, items: readonly WithheldItem[]) =>
  office.app.withhold({ actor: office.as('user'), requestId, items })
