import type { InformationType, SourceTemplate } from './information-type.ts'
import type { ProcessingActivity } from './processing-activities.ts'
import type { TemplateVersion, Text } from './template.ts'

/** What a company of one sector can start from. */
export type StarterPack = {
  readonly packId: string
  readonly templates: readonly TemplateVersion[]
  readonly informationTypes: readonly InformationType[]
  readonly activities: readonly ProcessingActivity[]
}

export type Sector = {
  readonly template: TemplateVersion
  /** What a person can ask for. */
  readonly holds: Text
  /** Its legal basis is the one under which most of it was given; what Art. 20 leaves out is told field by field. */
  readonly source: Pick<SourceTemplate, 'sourceId' | 'label' | 'legalBasis'>
  readonly activities: readonly (Omit<ProcessingActivity, 'informationTypes'> &
    Partial<Pick<ProcessingActivity, 'informationTypes'>>)[]
}

/** One information type with one source, named as its template is; an activity is about it unless it says otherwise. */
export function sectorPack({ template, holds, source, activities }: Sector): StarterPack {
  const { templateId } = template
  return {
    packId: templateId,
    templates: [template],
    informationTypes: [
      {
        informationType: templateId,
        label: holds,
        sources: [{ ...source, templateId, providedByPerson: true }],
      },
    ],
    activities: activities.map((activity) => ({ informationTypes: [templateId], ...activity })),
  }
}
