// What each problem means and what to do: the address that every problem carries as its type (RFC 9457).
import { problemAdvice } from '../../../shared/contracts/problem-advice.ts'
import { problemCodes, problemFor } from '../../../shared/contracts/problems.ts'
import type { ProblemCode } from '../../../shared/contracts/problems.ts'
import { page } from '../call.ts'
import type { Answer, Call } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, list } from '../parts.ts'

const isProblem = (code: string): code is ProblemCode => (problemCodes as readonly string[]).includes(code)

export async function showProblem(call: Call): Promise<Answer> {
  const code = call.params['code'] ?? ''
  if (!isProblem(code)) return { code: 'notFound' }
  const { title, status } = problemFor({ code })
  const { problemPage } = call.texts.common
  const explained = call.texts.refusals(code)
  const main = html`<h1>${code}</h1>
    ${facts([
      [problemPage.meaning, html`<span lang="en">${title}</span>`],
      [problemPage.status, status],
      [problemPage.advice, html`<span lang="en">${withCode(problemAdvice[code])}</span>`],
    ])}${explained !== undefined && html`<p>${explained}</p>`}
    <p><a href="/problems">${problemPage.all}</a></p>`
  return page(call, { title: code, main })
}

/** Every code, for whoever writes a program against them. */
export async function showProblems(call: Call): Promise<Answer> {
  const { problemPage } = call.texts.common
  const codes = list(
    [...problemCodes].sort().map((code) => {
      const { status, title } = problemFor({ code })
      return html`<a href="/problems/${code}">${code}</a> (${status}): <span lang="en">${title}</span>`
    }),
  )
  return page(call, {
    title: problemPage.all,
    main: html`<h1>${problemPage.all}</h1>
      ${codes}`,
  })
}

/** Names between backticks as what they are. */
const withCode = (text: string): readonly Html[] =>
  text.split('`').map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))
