// What a person may ask for and where it lies: the types of information with their sources.
import type { InformationType } from '../../../shared/domain/templates/information-type.ts'
import { legalBases } from '../../../shared/domain/templates/information-type.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { Option } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, facts, list, section } from '../parts.ts'
import {
  asked,
  fresh,
  idFrom,
  saveSettings,
  seenSettings,
  settingsForm,
  settingsPage,
  settingsPath,
} from './frame.ts'
import type { Refused } from './frame.ts'
import { bodyOf, fields } from './spec.ts'
import type { Spec } from './spec.ts'

export const place = 'information'

export const typePath = (call: StaffCall, type: string): string => settingsPath(call, `${place}/${type}`)

export const showInformation = (call: StaffCall): Promise<Answer> => informationPage(call, fresh)

async function informationPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { information: words, places } = call.texts.settings
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const forms = await formOptions(call)
  const { informationTypes } = seen.value.settings
  const specs = typeSpecs(call, [0], forms)
  const adding = settingsForm(call, {
    etag: seen.value.etag,
    action: settingsPath(call, place),
    body: fields(specs, { ...refused, value: {} }),
    submit: words.add,
  })
  const main = html`<p>${places.information.lead}</p>
    ${informationTypes.map((type) => typeView(call, type, forms))}${section(
      'add',
      words.addTitle,
      forms.length === 0 ? html`<p>${words.noForms}</p>` : adding,
    )}`
  return settingsPage(call, { title: places.information.title, main, ...refused })
}

function typeView(call: StaffCall, type: InformationType, forms: readonly Option[]): Html {
  const { information: words, bases } = call.texts.settings
  const { language } = call
  const sources = type.sources.map(({ label, templateId, legalBasis, providedByPerson }) => {
    const form = forms.find(({ value }) => value === templateId)?.label ?? templateId
    const provided = providedByPerson ? words.provided : words.notProvided
    return `${label[language]}: ${[form, bases[legalBasis], provided].join(', ')}`
  })
  const known = facts([[words.sources, list(sources)]])
  return section(
    `type-${type.informationType}`,
    type.label[language],
    html`${type.state === 'retired' && html`<p>${badge(words.retired, 'plain')}</p>`}${known}
      <p><a href="${typePath(call, type.informationType)}">${words.change(type.label[language])}</a></p>`,
  )
}

/** The forms that a source may have. */
export async function formOptions(call: StaffCall): Promise<readonly Option[]> {
  const listed = await call.app.templates.list(asked(call))
  return (listed.ok ? listed.value : [])
    .filter(({ state }) => state === 'current')
    .map(({ templateId, title }) => ({ value: templateId, label: title[call.language] }))
}

export function typeSpecs(
  call: StaffCall,
  sources: readonly number[],
  forms: readonly Option[],
): readonly Spec[] {
  const { information: words, languages } = call.texts.settings
  return [
    { at: 'label.en', kind: 'line', label: `${words.label} (${languages.en})`, hint: words.labelHint },
    { at: 'label.da', kind: 'line', label: `${words.label} (${languages.da})` },
    ...sources.flatMap((at) => sourceSpecs(call, at, forms)),
  ]
}

export function sourceSpecs(call: StaffCall, at: number, forms: readonly Option[]): readonly Spec[] {
  const { information: words, languages, bases } = call.texts.settings
  const source = `sources.${at}`
  const choose = { value: '', label: call.texts.settings.choose }
  return [
    {
      at: `${source}.label.en`,
      kind: 'line',
      label: `${words.source} (${languages.en})`,
      hint: words.sourceHint,
    },
    { at: `${source}.label.da`, kind: 'line', label: `${words.source} (${languages.da})` },
    { at: `${source}.templateId`, kind: 'select', label: words.form, options: [choose, ...forms] },
    {
      ...{ at: `${source}.legalBasis`, kind: 'select', label: words.basis, hint: words.basisHint },
      options: [choose, ...legalBases.map((value) => ({ value, label: bases[value] }))],
    },
    { at: `${source}.providedByPerson`, kind: 'box', label: words.providedLabel, box: words.providedBox },
  ]
}

export async function addInformation(call: StaffCall, form: FormValues): Promise<Answer> {
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const types = seen.value.settings.informationTypes
  const specs = typeSpecs(call, [0], await formOptions(call))
  const draft = draftOf(specs, form)
  const type = named({ ...draft.type, sources: draft.rows.map(([, source]) => source) }, types)
  return saveSettings(call, form, {
    body: { informationTypes: [...types, type] },
    back: settingsPath(call, place),
    specs,
    prefix: `/informationTypes/${types.length}`,
    show: (refused) => informationPage(call, refused),
  })
}

type Labelled = { readonly label?: { readonly en?: string } }

/** A type as the form says it: not checked yet, and without the ids that people do not write. */
export type Draft = Labelled & {
  readonly informationType?: string
  readonly state?: InformationType['state']
  readonly sources: readonly (Labelled & { readonly sourceId?: string | undefined })[]
}

/** Ids come from the English words: people choose words, programs keep the ids. */
export function named({ sources, ...type }: Draft, others: readonly InformationType[]): object {
  const taken = others.flatMap((one) => one.sources.map(({ sourceId }) => sourceId))
  const types = others.map(({ informationType }) => informationType)
  const { informationType = idFrom(type.label?.en ?? '', types) } = type
  const known = sources.flatMap(({ sourceId }) => (sourceId === undefined ? [] : [sourceId]))
  // At most one of them is new: the form has one empty row.
  const withIds = sources.map((source) => ({
    ...source,
    sourceId: source.sourceId ?? idFrom(source.label?.en ?? '', [...taken, ...known]),
  }))
  return { ...type, informationType, sources: withIds }
}

/** The sources of a form by their rows, and what else it says. */
export function draftOf(specs: readonly Spec[], form: FormValues) {
  const { sources = {}, ...type } = bodyOf(specs, form) as Labelled & {
    readonly sources?: Readonly<Record<number, Labelled>>
  }
  return { type, rows: Object.entries(sources) }
}
