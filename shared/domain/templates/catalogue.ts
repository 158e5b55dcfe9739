// Whether a company's catalogue holds together: what a person may ask for, where it lies, and what is done with it.
import { requestLimits } from '../requests/limits.ts'
import { currentTypes } from './information-type.ts'
import type { InformationType } from './information-type.ts'
import type { ProcessingActivity } from './processing-activities.ts'

export type Catalogue = {
  readonly informationTypes: readonly InformationType[]
  readonly activities: readonly ProcessingActivity[]
}

export type CatalogueFault = {
  readonly code:
    'idTwice' | 'withoutSource' | 'templateUnknown' | 'templateRetired' | 'informationTypeUnknown'
  /** RFC 6901 into the catalogue. */
  readonly pointer: string
}

/** The forms that the company has, by what of them matters here. */
type Form = { readonly templateId: string; readonly state: 'current' | 'retired' }

/**
 * Sources are named by their id alone in every request, so an id stands once in the whole catalogue. What is retired
 * may name a form that is retired too: no request will be opened with it.
 */
export function catalogueFaults(
  { informationTypes, activities }: Catalogue,
  forms: readonly Form[],
): readonly CatalogueFault[] {
  const types = informationTypes.map(({ informationType }, at) => ({
    id: informationType,
    pointer: `/informationTypes/${at}/informationType`,
  }))
  const named = activities.map(({ id }, at) => ({ id, pointer: `/activities/${at}/id` }))
  return [
    ...twice(types),
    ...twice(sourcesOf(informationTypes)),
    ...twice(named),
    ...informationTypes.flatMap((type, at) => typeFaults(type, `/informationTypes/${at}`, forms)),
    ...activities.flatMap((activity, at) => unknownTypes(activity, `/activities/${at}`, types)),
  ]
}

/** Whoever chooses nothing asks for all that is current: that is the largest request. */
export const holdsTooManySources = (informationTypes: readonly InformationType[]): boolean =>
  currentTypes(informationTypes).flatMap(({ sources }) => sources).length > requestLimits.sources

type Named = { readonly id: string; readonly pointer: string }

const sourcesOf = (informationTypes: readonly InformationType[]): readonly Named[] =>
  informationTypes.flatMap(({ sources }, type) =>
    sources.map(({ sourceId }, at) => ({
      id: sourceId,
      pointer: `/informationTypes/${type}/sources/${at}/sourceId`,
    })),
  )

function twice(all: readonly Named[]): readonly CatalogueFault[] {
  const first = new Map(all.toReversed().map(({ id, pointer }) => [id, pointer]))
  return all
    .filter(({ id, pointer }) => first.get(id) !== pointer)
    .map(({ pointer }) => ({ code: 'idTwice', pointer }))
}

function typeFaults(
  { state, sources }: InformationType,
  pointer: string,
  forms: readonly Form[],
): readonly CatalogueFault[] {
  if (state === 'retired') return []
  if (sources.length === 0) return [{ code: 'withoutSource', pointer: `${pointer}/sources` }]
  return sources.flatMap(({ templateId }, at): readonly CatalogueFault[] => {
    const form = forms.find((one) => one.templateId === templateId)
    if (form?.state === 'current') return []
    const code = form ? 'templateRetired' : 'templateUnknown'
    return [{ code, pointer: `${pointer}/sources/${at}/templateId` }]
  })
}

const unknownTypes = (
  { informationTypes }: ProcessingActivity,
  pointer: string,
  types: readonly Named[],
): readonly CatalogueFault[] =>
  informationTypes.flatMap((type, at) =>
    types.some(({ id }) => id === type)
      ? []
      : [{ code: 'informationTypeUnknown', pointer: `${pointer}/informationTypes/${at}` }],
  )

/** What of the catalogue no activity speaks about: its Art. 15 sheet would have no purposes, recipients or retention. */
export const unexplainedTypes = ({ informationTypes, activities }: Catalogue): readonly string[] =>
  currentTypes(informationTypes)
    .map(({ informationType }) => informationType)
    .filter((type) => !activities.some((activity) => activity.informationTypes.includes(type)))
