import { page } from '../call.ts'
import type { Call } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { list, paragraphs } from '../parts.ts'
import type { PersonTexts } from '../texts/person-en.ts'

export async function showStart(call: Call) {
  const { start } = call.texts.person
  const demo = call.app.settings.mode === 'demo'
  return page(call, { title: start.title, main: startView(start, demo ? 'demo' : 'serve') })
}

function startView(texts: PersonTexts['start'], mode: 'demo' | 'serve'): Html {
  return html`<h1>${texts.title}</h1>
    ${paragraphs(texts.what)}
    <p><a href="/docs/reference">${texts.developers}</a></p>
    ${
      mode === 'demo' &&
      html`<div class="panel">
        <h2>${texts.demoTitle}</h2>
        <p>${texts.demo}</p>
        ${list([
          html`<a href="/demo">${texts.demoCompany}</a>`,
          html`<a href="/_local">${texts.demoMailbox}</a>`,
          html`<a href="/_local/people">${texts.demoPeople}</a>`,
        ])}
      </div>`
    }`
}
