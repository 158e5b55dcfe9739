import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { formHeadId, formHeadPrefix, formVersionId } from './form-document.ts'
import type { ConsentFormHead, ConsentFormVersionDocument } from './form-document.ts'

/** The forms of a company, as they lie beside it. */
export type ConsentFormStore = {
  readonly heads: (companyId: string) => Promise<readonly ConsentFormHead[]>
  readonly head: (companyId: string, formId: string) => Promise<Stored<ConsentFormHead> | undefined>
  readonly version: (
    companyId: string,
    formId: string,
    version: number,
  ) => Promise<Stored<ConsentFormVersionDocument> | undefined>
}

export function makeConsentFormStore({ documents }: Pick<Core, 'documents'>): ConsentFormStore {
  return {
    async heads(companyId) {
      const asked = { container: 'companies', key: [companyId], idPrefix: formHeadPrefix } as const
      return (await readAll<ConsentFormHead>(documents, asked)).map(({ value }) => value)
    },
    head: (companyId, formId) =>
      documents.read<ConsentFormHead>(companyPartition(companyId), formHeadId(formId)),
    version: (companyId, formId, version) =>
      documents.read<ConsentFormVersionDocument>(companyPartition(companyId), formVersionId(formId, version)),
  }
}
