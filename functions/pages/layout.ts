// The page around a view.
import { operatorHouse } from '../../shared/domain/companies/company-id.ts'
import type { LogoFacts } from '../../shared/application/companies/logo.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { assetPath } from './assets/assets.ts'
import { hidden } from './fields.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'
import { languages } from '../http/accepted-language.ts'
import { logoImage } from './logo-image.ts'
import { languageNames } from './language.ts'
import type { CommonTexts } from './texts/common-en.ts'
import { textsIn } from './texts/texts.ts'

export type Frame = {
  readonly language: Language
  /** Path and query of this page, for the switch of language. */
  readonly url: URL
  readonly company?: { readonly id: string; readonly name: string; readonly logo?: LogoFacts }
  readonly session?: {
    readonly kind: 'requester' | 'employee'
    readonly csrf: string
    /** Other companies for whom this browser is signed in. */
    readonly others: readonly { readonly id: string; readonly name: string }[]
    readonly approves: boolean
    readonly seesBreaches: boolean
    readonly seesReports: boolean
    readonly seesAudit: boolean
    readonly settles: boolean
    readonly managesKeys: boolean
    readonly managesWebhooks: boolean
    readonly managesPeople: boolean
    readonly handlesConsents: boolean
    readonly changesSettings: boolean
    readonly leaves: boolean
    readonly operates: boolean
    /** Where the reader sees where they are signed in. */
    readonly sessions: string
  }
}

export type View = {
  readonly title: string
  readonly main: Html
  /** Says so in the title, before anything else is read (WCAG 3.3.1). */
  readonly hasErrors?: boolean
  /** Holds what was typed and stored nowhere: no link of its own leads away from it. */
  readonly isUnsaved?: boolean
}

export function document(frame: Frame, { title, main, hasErrors = false, isUnsaved = false }: View): string {
  const { language, company } = frame
  const texts = textsIn(language).common
  const name = company?.name ?? texts.product
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${hasErrors && texts.errorTitle}${title} – ${name}</title>
        <link
          rel="icon"
          href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%230b4f6c'/%3E%3C/svg%3E"
        />
        <link rel="stylesheet" href="${assetPath('style.css')}" />
        <script type="module" src="${assetPath('script.js')}"></script>
      </head>
      <body>
        <a class="skip" href="#main">${texts.skip}</a>
        <header>
          <div class="bar">
            ${logoOf(frame)}
            <p class="name">${nameOf(frame, name)}</p>
            ${!isUnsaved && languageSwitch(frame)}
          </div>
          ${navigation(frame)}${switcher(frame)}
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>${texts.footer}</p>
          <p><a href="/cookies">${texts.cookies}</a></p>
          ${company && company.id !== operatorHouse && html`<p><a href="/${company.id}">${texts.askHere(company.name)}</a></p>`}
        </footer>
      </body>
    </html> `
  return page.toString()
}

function nameOf({ company, session }: Frame, name: string): Html {
  const path =
    company === undefined ? '/' : session?.kind === 'employee' ? `/${company.id}/staff` : `/${company.id}`
  return html`<a href="${path}">${name}</a>`
}

/** On the pages of those who ask; the company's people know where they are. */
const logoOf = ({ company, session, language }: Frame): Html =>
  company?.logo && session?.kind !== 'employee'
    ? logoImage(textsIn(language), { ...company.logo, id: company.id, name: company.name })
    : nothing

function languageSwitch({ language, url }: Frame): Html {
  const to = (wanted: Language): string => {
    const query = new URLSearchParams(url.search)
    query.delete('done')
    query.set('language', wanted)
    return `${url.pathname}?${query.toString()}`
  }
  return html`<nav class="languages" aria-label="${textsIn(language).common.languages}">
    <ul>
      ${languages.map((one) =>
        one === language
          ? html`<li><span lang="${one}" aria-current="true">${languageNames[one]}</span></li>`
          : html`<li><a href="${to(one)}" lang="${one}" hreflang="${one}">${languageNames[one]}</a></li>`,
      )}
    </ul>
  </nav>`
}

type Place = { readonly path: string; readonly text: string; readonly isShown?: boolean }

/** Only where the reader has something to do. */
function staffPlaces(
  session: NonNullable<Frame['session']>,
  staff: string,
  texts: CommonTexts,
): readonly Place[] {
  const places: readonly Place[] = [
    { path: staff, text: session.operates ? texts.companies : texts.queue },
    { path: `${staff}/operators`, text: texts.operators, isShown: session.operates },
    { path: `${staff}/keys`, text: texts.instanceKeys, isShown: session.operates },
    { path: `${staff}/approvals`, text: texts.approvals, isShown: session.approves },
    { path: `${staff}/consents`, text: texts.consents, isShown: session.handlesConsents },
    { path: `${staff}/breaches`, text: texts.breaches, isShown: session.seesBreaches },
    { path: `${staff}/reports`, text: texts.reports, isShown: session.seesReports },
    { path: `${staff}/audit`, text: texts.audit, isShown: session.seesAudit },
    { path: `${staff}/keys`, text: texts.apiKeys, isShown: session.managesKeys },
    { path: `${staff}/webhooks`, text: texts.webhooks, isShown: session.managesWebhooks },
    { path: `${staff}/receivers`, text: texts.receivers, isShown: session.changesSettings },
    { path: `${staff}/people`, text: texts.people, isShown: session.managesPeople },
    { path: `${staff}/settings`, text: texts.settings, isShown: session.changesSettings },
    { path: `${staff}/leaving`, text: texts.leaving, isShown: session.leaves },
    { path: `${staff}/stuck`, text: texts.stuckTasks, isShown: session.settles },
  ]
  return places.filter(({ isShown = true }) => isShown)
}

/** A session of each: nobody is signed out here by going there. */
function switcher({ session, language }: Frame): Html {
  if (!session || session.others.length === 0) return nothing
  const { otherCompanies } = textsIn(language).common
  return html`<nav class="places" aria-label="${otherCompanies}">
    <ul>
      <li>${otherCompanies}:</li>
      ${session.others.map(({ id, name }) => html`<li><a href="/${id}/staff">${name}</a></li>`)}
    </ul>
  </nav>`
}

function navigation({ session, company, language, url }: Frame): Html {
  if (!session || !company) return nothing
  const texts = textsIn(language).common
  const places = session.kind === 'requester' ? [] : staffPlaces(session, `/${company.id}/staff`, texts)
  return html`<nav class="places" aria-label="${texts.navigation}">
    <ul>
      ${[...places, { path: session.sessions, text: texts.sessions }].map(
        ({ path, text }) =>
          html`<li><a href="${path}" ${url.pathname === path && html` aria-current="page"`}>${text}</a></li>`,
      )}
      <li>
        <form method="post" action="/${company.id}/sign-out">
          ${hidden('csrf', session.csrf)}<button type="submit" class="quiet">${texts.signOut}</button>
        </form>
      </li>
    </ul>
  </nav>`
}
