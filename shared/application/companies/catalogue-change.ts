// What a change of the catalogue is held against: that it holds together, and that nothing open is left behind.
import { catalogueFaults, holdsTooManySources } from '../../domain/templates/catalogue.ts'
import type { CatalogueFault } from '../../domain/templates/catalogue.ts'
import { limitReached, requestLimits } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { openRows } from '../queue/open-rows.ts'
import type { FormError } from '../ports/forms.ts'
import type { CompanyDocument } from './company-document.ts'

export type CatalogueRefusal =
  | { readonly code: 'catalogueInvalid'; readonly errors: readonly FormError[] }
  | { readonly code: 'informationTypeInUse'; readonly errors: readonly FormError[] }
  | LimitReached

const meanings: Readonly<Record<CatalogueFault['code'], string>> = {
  idTwice: 'the id stands in the catalogue already',
  withoutSource: 'needs a source, or to be retired',
  templateUnknown: 'is no template of the company',
  templateRetired: 'is a template out of use',
  informationTypeUnknown: 'is no information type of the catalogue',
}

/** The company is one document, and read by every call. */
const mostBytes = 400_000

const mostFaults = 50

export const catalogueInvalid = (faults: readonly CatalogueFault[]): CatalogueRefusal => ({
  code: 'catalogueInvalid',
  errors: faults.slice(0, mostFaults).map(({ code, pointer }) => ({ pointer, code, detail: meanings[code] })),
})

/** Whether the catalogue may become what it is in `after`. */
export async function catalogueHolds(
  deps: Pick<Core, 'documents'>,
  before: CompanyDocument,
  after: CompanyDocument,
): Promise<Result<void, CatalogueRefusal>> {
  const { informationTypes, activities, templates } = after
  const faults = catalogueFaults({ informationTypes, activities }, templates)
  if (faults.length > 0) return err(catalogueInvalid(faults))
  if (holdsTooManySources(informationTypes)) return err(limitReached('sources', requestLimits.sources))
  if (utf8(JSON.stringify({ informationTypes, activities })).length > mostBytes)
    return err(limitReached('catalogueBytes', mostBytes))
  return removedInUse(deps, before, after)
}

/** An open request says what it is about by the id: as long as there is one, the type is retired, and keeps its words. */
async function removedInUse(
  deps: Pick<Core, 'documents'>,
  before: CompanyDocument,
  after: CompanyDocument,
): Promise<Result<void, CatalogueRefusal>> {
  const stay = new Set(after.informationTypes.map(({ informationType }) => informationType))
  const gone = before.informationTypes.map((one) => one.informationType).filter((type) => !stay.has(type))
  if (gone.length === 0) return ok(undefined)
  const rows = await openRows(deps, before.companyId)
  const used = gone.filter((type) => rows.some((row) => row.informationTypes.includes(type)))
  return used.length === 0
    ? ok(undefined)
    : err({
        code: 'informationTypeInUse',
        errors: used.map((type) => ({
          ...{ pointer: '/informationTypes', code: 'inUse', detail: `an open request is about ${type}` },
        })),
      })
}
