// What the company does with personal data: what the Art. 15(1) sheet of every answer says.
import type { ProcessingActivity } from '../../../shared/domain/templates/processing-activities.ts'
import { legalBases } from '../../../shared/domain/templates/information-type.ts'
import { dpvTerms } from '../../../shared/domain/templates/dpv-categories.ts'
import { unexplainedTypes } from '../../../shared/domain/templates/catalogue.ts'
import { starterPacks } from '../../../shared/domain/templates/starter-packs.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, section } from '../parts.ts'
import {
  fresh,
  idFrom,
  saveSettings,
  seenSettings,
  settingsForm,
  settingsPage,
  settingsPath,
} from './frame.ts'
import type { Refused, Seen } from './frame.ts'
import { bodyOf, fields } from './spec.ts'
import type { Spec } from './spec.ts'

const place = 'activities'

const activityPath = (call: StaffCall, id: string): string => settingsPath(call, `${place}/${id}`)

export async function showActivities(call: StaffCall): Promise<Answer> {
  const { activities: words, places } = call.texts.settings
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const { settings } = seen.value
  const { language } = call
  const silent = unexplainedTypes(settings).map(
    (type) => settings.informationTypes.find((one) => one.informationType === type)?.label[language],
  )
  const main = html`<p>${places.activities.lead}</p>
    ${
      silent.length > 0 &&
      html`<p class="warning">${words.silent}</p>
        ${list(silent)}`
    }${settings.activities.map((one) => activityView(call, one, seen.value))}${section(
      'add',
      words.addTitle,
      list([
        html`<a href="${activityPath(call, 'new')}">${words.empty}</a>`,
        ...starters(seen.value).map(
          ({ id, purposes }) =>
            html`<a href="${activityPath(call, 'new')}?from=${id}">${words.from(purposes[language])}</a>`,
        ),
      ]),
    )}`
  return settingsPage(call, { ...fresh, title: places.activities.title, main })
}

/** Those of the starter packs that speak about something the company has, and that it has not taken over. */
const starters = ({ settings }: Seen): readonly ProcessingActivity[] =>
  starterPacks
    .flatMap(({ activities }) => activities)
    .filter(
      ({ id, informationTypes }) =>
        !settings.activities.some((one) => one.id === id) &&
        informationTypes.some((type) =>
          settings.informationTypes.some((one) => one.informationType === type),
        ),
    )

function activityView(call: StaffCall, activity: ProcessingActivity, { settings }: Seen): Html {
  const { activities: words, bases } = call.texts.settings
  const { language } = call
  const labelOf = (type: string) =>
    settings.informationTypes.find((one) => one.informationType === type)?.label[language] ?? type
  const known = facts([
    [words.about, list(activity.informationTypes.map(labelOf))],
    [words.basis, bases[activity.legalBasis]],
    [words.recipients, activity.recipients.length > 0 ? list(activity.recipients) : words.nobody],
    [words.retention, activity.retention[language]],
  ])
  return section(
    `activity-${activity.id}`,
    activity.purposes[language],
    html`${known}
      <p><a href="${activityPath(call, activity.id)}">${words.change}</a></p>`,
  )
}

function activitySpecs(call: StaffCall, { settings }: Seen): readonly Spec[] {
  const { activities: words, bases, languages } = call.texts.settings
  const { language } = call
  const both = (at: string, label: string, hint?: string): readonly Spec[] => [
    {
      at: `${at}.en`,
      kind: 'text',
      label: `${label} (${languages.en})`,
      ...(hint !== undefined && { hint }),
    },
    { at: `${at}.da`, kind: 'text', label: `${label} (${languages.da})` },
  ]
  return [
    ...both('purposes', words.purposes, words.purposesHint),
    {
      ...{ at: 'informationTypes', kind: 'boxes', label: words.about },
      options: settings.informationTypes.map(({ informationType, label }) => ({
        ...{ value: informationType, label: label[language] },
      })),
    },
    {
      ...{ at: 'legalBasis', kind: 'select', label: words.basis },
      options: [
        { value: '', label: call.texts.settings.choose },
        ...legalBases.map((value) => ({ value, label: bases[value] })),
      ],
    },
    {
      ...{ at: 'categories', kind: 'boxes', label: words.categories },
      options: dpvTerms.map(({ category, label }) => ({ value: category, label: label[language] })),
    },
    { at: 'recipients', kind: 'lines', label: words.recipients, hint: words.recipientsHint },
    ...both('retention', words.retention, words.retentionHint),
    ...both('source', words.source, words.sourceHint),
    ...both('automatedDecisions', words.automated, words.automatedHint),
    ...both('thirdCountry', words.safeguard, words.safeguardHint),
    { at: 'thirdCountry.countries', kind: 'lines', label: words.countries, hint: words.countriesHint },
  ]
}

export const showActivity = (call: StaffCall): Promise<Answer> => activityPage(call, fresh)

async function activityPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { activities: words } = call.texts.settings
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const id = call.params['activity'] ?? ''
  const known = seen.value.settings.activities.find((one) => one.id === id)
  if (!known && id !== 'new') return { code: 'notFound' }
  const from = starters(seen.value).find((one) => one.id === call.url.searchParams.get('from'))
  const value = known ?? (from ? draftOf(from, seen.value) : {})
  const { etag } = seen.value
  const action = activityPath(call, id)
  const main = html`${from && html`<p class="warning">${words.draft}</p>`}${settingsForm(call, {
    ...{ etag, action },
    body: fields(activitySpecs(call, seen.value), { ...refused, value: formOf(value) }),
  })}${known ? removalPart(call, etag, action) : nothing}`
  return settingsPage(call, { title: known ? words.changeTitle : words.addTitle, main, ...refused })
}

/** With whom a company shares data, and about which of its own types it speaks, only it can say. */
const draftOf = (starter: ProcessingActivity, { settings }: Seen): Partial<ProcessingActivity> => ({
  ...starter,
  recipients: [],
  informationTypes: starter.informationTypes.filter((type) =>
    settings.informationTypes.some((one) => one.informationType === type),
  ),
})

/** Transfers with the same safeguard are one group of fields; the API has one entry for each country. */
function formOf({ thirdCountries = [], ...activity }: Partial<ProcessingActivity>): object {
  const [first] = thirdCountries
  return first
    ? {
        ...activity,
        thirdCountry: { ...first.safeguard, countries: thirdCountries.map(({ country }) => country) },
      }
    : activity
}

type Form = Partial<ProcessingActivity> & {
  readonly thirdCountry?: {
    readonly en?: string
    readonly da?: string
    readonly countries: readonly string[]
  }
}

function activityOf({ thirdCountry, ...activity }: Form, id: string): object {
  const { countries = [], ...safeguard } = thirdCountry ?? {}
  return {
    ...activity,
    id,
    ...(countries.length > 0 && { thirdCountries: countries.map((country) => ({ country, safeguard })) }),
  }
}

function removalPart(call: StaffCall, etag: string, action: string): Html {
  const { activities: words } = call.texts.settings
  const form = settingsForm(call, {
    ...{ etag, action: `${action}/removal`, body: '', submit: words.remove, look: 'warning' },
  })
  return disclosure(
    'removal',
    { summary: words.remove },
    html`<p>${words.removeText}</p>
      ${form}`,
  )
}

export async function saveActivity(call: StaffCall, form: FormValues): Promise<Answer> {
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const all = seen.value.settings.activities
  const id = call.params['activity'] ?? ''
  const at = all.findIndex((one) => one.id === id)
  if (at < 0 && id !== 'new') return { code: 'notFound' }
  const specs = activitySpecs(call, seen.value)
  const draft = bodyOf(specs, form) as Form
  const taken = ['new', ...all.map((one) => one.id)]
  const activity = activityOf(draft, at < 0 ? idFrom(draft.purposes?.en ?? '', taken) : id)
  return saveSettings(call, form, {
    body: { activities: at < 0 ? [...all, activity] : (all as readonly object[]).with(at, activity) },
    back: settingsPath(call, place),
    specs,
    prefix: `/activities/${at < 0 ? all.length : at}`,
    placeOf: (member) =>
      member.replace(/^thirdCountries\.\d+\.(country|safeguard)/, (_all, what) =>
        what === 'country' ? 'thirdCountry.countries' : 'thirdCountry',
      ),
    show: (refused) => activityPage(call, refused),
  })
}

export async function removeActivity(call: StaffCall, form: FormValues): Promise<Answer> {
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const id = call.params['activity'] ?? ''
  const all = seen.value.settings.activities
  if (!all.some((one) => one.id === id)) return { code: 'notFound' }
  return saveSettings(call, form, {
    body: { activities: all.filter((one) => one.id !== id) },
    back: settingsPath(call, place),
    specs: activitySpecs(call, seen.value),
    prefix: '/activities',
    show: (refused) => activityPage(call, refused),
  })
}
