import { html } from 'hono/html'

import { demoPeople } from '../demo/company.ts'
import type { DemoPerson } from '../demo/company.ts'
import { page } from './page.ts'
import type { View } from './page.ts'

/** Who works at the demonstration company, and the way to be one of them. */
export const peoplePage = (): string =>
  page('People of the demonstration company', [
    html`<p>
      Each button asks for a sign-in link as that person and goes to the page that the mailed link opens. To
      see two people at once, use two browsers or a private window. The person who asks for their data needs
      no account: they use <a href="/demo">the request page</a>.
    </p>`,
    html`<ul class="people">
      ${demoPeople.map(personView)}
    </ul>`,
  ])

const personView = ({ name, email, part, roles, grants }: DemoPerson): View =>
  html`<li>
    <h2>${name}</h2>
    <p class="facts">${email} · ${[...roles, ...grants].join(', ')}</p>
    <p>${part}</p>
    <form method="post" action="/_local/people">
      <button name="email" value="${email}">Sign in as ${name}</button>
    </form>
  </li> `
