import { page } from './call.ts'
import type { Answer, Call } from './call.ts'
import { html } from './html.ts'
import { facts, paragraphs } from './parts.ts'

/** All that a browser keeps for us, each with why and how long (Directive 2002/58/EC, Article 5(3)). */
export async function showCookies(call: Call): Promise<Answer> {
  const { cookies: words } = call.texts.person
  const { session, language, provider } = words.kept
  const main = html`<h1>${words.title}</h1>
    ${paragraphs(words.what)}
    ${facts([
      [session.what, session.why],
      [language.what, language.why],
      [provider.what, provider.why],
    ])}
    ${paragraphs(words.rest)}`
  return page(call, { title: words.title, main })
}
