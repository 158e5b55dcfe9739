// One type of information: its words, its sources, how sure the company is of who asks for it, and whether it is in use.
import { identityLevels } from '../../../shared/domain/requests/identity.ts'
import type { InformationType } from '../../../shared/domain/templates/information-type.ts'
import type { Answer, StaffCall } from '../call.ts'
import { hidden } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, section } from '../parts.ts'
import { fresh, saveSettings, seenSettings, settingsForm, settingsPage, settingsPath } from './frame.ts'
import type { Refused, Seen } from './frame.ts'
import { draftOf, formOptions, named, place, sourceSpecs, typePath, typeSpecs } from './information.ts'
import { bodyOf, fields } from './spec.ts'
import type { Spec } from './spec.ts'

export const showType = (call: StaffCall): Promise<Answer> => typePage(call, {})

/** Each form of the page by itself: what was refused of one is no word about the others. */
type Shown = { readonly type?: Refused; readonly level?: Refused; readonly other?: Refused }

async function typePage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { information: words } = call.texts.settings
  const found = await typeAsked(call)
  if ('code' in found) return found
  const { seen, type } = found
  const title = type.label[call.language]
  const main = html`${type.state === 'retired' && html`<p>${badge(words.retired, 'plain')}</p>`}${await typeForm(
    call,
    found,
    shown.type ?? fresh,
  )}${levelPart(call, found, shown.level ?? fresh)}${statePart(call, seen.etag, type)}${removalPart(call, seen.etag, type)}`
  return settingsPage(call, { ...fresh, ...shown.other, ...shown.level, ...shown.type, title, main })
}

async function typeForm(call: StaffCall, { seen, type }: Found, refused: Refused): Promise<Html> {
  const { information: words } = call.texts.settings
  const forms = await formOptions(call)
  const filled = { ...refused, value: type }
  const rows = rowsOf(type).map((at) => {
    const known = type.sources[at]
    const remove: Spec = {
      ...{ at: `sources.${at}.remove`, kind: 'box', label: words.removeLabel, box: words.removeSource },
    }
    return html`<fieldset class="rows">
      <legend>${known ? known.label[call.language] : words.newSource}</legend>
      ${fields(sourceSpecs(call, at, forms), filled)}${known && fields([remove], filled)}
    </fieldset>`
  })
  return settingsForm(call, {
    etag: seen.etag,
    action: typePath(call, type.informationType),
    body: html`${fields(typeSpecs(call, [], forms), filled)}${rows}`,
  })
}

/** Its sources, and an empty row for one more. */
const rowsOf = ({ sources }: InformationType): readonly number[] => [
  ...sources.map((_source, at) => at),
  sources.length,
]

function statePart(call: StaffCall, etag: string, { informationType, state }: InformationType): Html {
  const { information: words } = call.texts.settings
  const other = state === 'retired' ? 'current' : 'retired'
  const { title, text } = words.states[other]
  const form = settingsForm(call, {
    ...{ etag, action: `${typePath(call, informationType)}/state`, submit: title, look: 'second' },
    body: hidden('state', other),
  })
  return disclosure(
    'state',
    { summary: title },
    html`<p>${text}</p>
      ${form}`,
  )
}

function removalPart(call: StaffCall, etag: string, { informationType }: InformationType): Html {
  const { information: words } = call.texts.settings
  const form = settingsForm(call, {
    ...{ etag, action: `${typePath(call, informationType)}/removal`, submit: words.remove, look: 'warning' },
    body: '',
  })
  return disclosure(
    'removal',
    { summary: words.remove },
    html`<p>${words.removeText}</p>
      ${form}`,
  )
}

type Found = { readonly seen: Seen; readonly type: InformationType; readonly at: number }

async function typeAsked(call: StaffCall): Promise<Found | { readonly code: string }> {
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const at = seen.value.settings.informationTypes.findIndex(
    ({ informationType }) => informationType === call.params['informationType'],
  )
  const type = seen.value.settings.informationTypes[at]
  return type ? { seen: seen.value, type, at } : { code: 'notFound' }
}

export async function saveType(call: StaffCall, form: FormValues): Promise<Answer> {
  const found = await typeAsked(call)
  if ('code' in found) return found
  const { type, at, seen } = found
  const kept = rowsOf(type).filter((row) => !isLeftOut(form, row, type.sources[row] !== undefined))
  const specs = typeSpecs(call, kept, await formOptions(call))
  const draft = draftOf(specs, form)
  const sources = draft.rows.map(([row, source]) => ({
    ...source,
    sourceId: type.sources[Number(row)]?.sourceId,
  }))
  const { informationType, state } = type
  const all: readonly object[] = seen.settings.informationTypes
  const others = seen.settings.informationTypes.filter((one) => one !== type)
  const changed = named({ ...draft.type, informationType, ...(state && { state }), sources }, others)
  return saveSettings(call, form, {
    body: { informationTypes: all.with(at, changed) },
    back: typePath(call, informationType),
    specs,
    prefix: `/informationTypes/${at}`,
    // The body counts what is kept.
    placeOf: (member) => member.replace(/^sources\.(\d+)/, (_all, to) => `sources.${kept[Number(to)]}`),
    show: (refused) => typePage(call, { type: refused }),
  })
}

const isLeftOut = (form: FormValues, row: number, isKnown: boolean): boolean =>
  isKnown
    ? form.get(`sources.${row}.remove`) === 'true'
    : lineOf(form, `sources.${row}.label.en`) === '' && lineOf(form, `sources.${row}.label.da`) === ''

export async function setTypeState(call: StaffCall, form: FormValues): Promise<Answer> {
  const found = await typeAsked(call)
  if ('code' in found) return found
  const { type, at, seen } = found
  const changed = { ...type, state: lineOf(form, 'state') }
  const all: readonly object[] = seen.settings.informationTypes
  return saveSettings(call, form, {
    body: { informationTypes: all.with(at, changed) },
    ...saving(call, found),
  })
}

export async function removeType(call: StaffCall, form: FormValues): Promise<Answer> {
  const found = await typeAsked(call)
  if ('code' in found) return found
  const { type, seen } = found
  const informationTypes = seen.settings.informationTypes.filter((one) => one !== type)
  // What was said about it goes with it, and an activity that was about nothing else.
  const activities = seen.settings.activities
    .map((one) => ({
      ...one,
      informationTypes: one.informationTypes.filter((id) => id !== type.informationType),
    }))
    .filter((one) => one.informationTypes.length > 0)
  return saveSettings(call, form, {
    ...saving(call, found),
    body: { informationTypes, activities },
    back: settingsPath(call, place),
  })
}

const saving = (call: StaffCall, { at, type }: Found) => ({
  back: typePath(call, type.informationType),
  specs: typeSpecs(call, [], []),
  prefix: `/informationTypes/${at}`,
  show: (refused: Refused) => typePage(call, { other: refused }),
})

function levelSpecs(call: StaffCall): readonly Spec[] {
  const { information: words } = call.texts.settings
  const { levels } = call.texts.staff.people.changes
  return [
    {
      ...{ at: 'level', kind: 'select', label: words.level, hint: words.levelHint },
      options: [
        { value: '', label: words.companyLevel },
        ...identityLevels.map((value) => ({ value, label: levels[value] })),
      ],
    },
    { at: 'reason', kind: 'text', label: words.levelReason, rows: 2 },
  ]
}

function levelPart(call: StaffCall, { seen, type }: Found, refused: Refused): Html {
  const { information: words } = call.texts.settings
  const own = seen.settings.identityLevels.find((one) => one.informationType === type.informationType)
  const form = settingsForm(call, {
    etag: seen.etag,
    action: `${typePath(call, type.informationType)}/level`,
    body: fields(levelSpecs(call), { ...refused, value: own ?? {} }),
    look: 'second',
  })
  return section('level-part', words.levelTitle, form)
}

export async function saveTypeLevel(call: StaffCall, form: FormValues): Promise<Answer> {
  const found = await typeAsked(call)
  if ('code' in found) return found
  const { type, seen } = found
  const { informationType } = type
  const others = seen.settings.identityLevels.filter((one) => one.informationType !== informationType)
  const specs = levelSpecs(call)
  const own = lineOf(form, 'level') === '' ? [] : [{ ...bodyOf(specs, form), informationType }]
  return saveSettings(call, form, {
    ...saving(call, found),
    body: { identityLevels: [...others, ...own] },
    specs,
    prefix: `/identityLevels/${others.length}`,
    show: (refused) => typePage(call, { level: refused }),
  })
}
