// Where setting the company up begins: what is missing, and the way to every page of settings.
import type { Answer, StaffCall } from '../call.ts'
import { page } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, list, notice, section } from '../parts.ts'
import { supportNotice } from '../staff/support.ts'
import { asked, settingsPath } from './frame.ts'

export async function showSettings(call: StaffCall): Promise<Answer> {
  const { settings: words } = call.texts
  const setup = await call.app.viewSetup(asked(call))
  if (!setup.ok) return setup.error
  const { ready, items, suspended } = setup.value
  const lacking = items.some(({ state }) => state === 'missing')
  const steps = items.map(({ id, state, page: where }) => {
    const href = where === 'people' ? `/${call.company.company}/staff/people` : settingsPath(call, where)
    const tone = state === 'done' ? 'good' : state === 'missing' ? 'bad' : 'wait'
    return html`${badge(words.states[state], tone)} <a href="${href}">${words.setup[id]}</a>`
  })
  const main = html`<h1>${words.title}</h1>
    ${notice(ready ? words.ready : undefined)}${suspended && html`<p class="warning">${words.suspended(suspended.reason)}</p>`}${lacking && html`<p class="warning">${words.notReady}</p>`}${section(
      'setup',
      words.setupTitle,
      list(steps),
    )}${section('pages', words.pagesTitle, links(call))}${await supportNotice(call)}`
  return page(call, { title: words.title, main })
}

const links = (call: StaffCall): Html => {
  const { places } = call.texts.settings
  return list(
    (Object.keys(places) as (keyof typeof places)[]).map(
      (place) =>
        html`<a href="${settingsPath(call, place)}">${places[place].title}</a>: ${places[place].lead}`,
    ),
  )
}
