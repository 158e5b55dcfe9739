// Pages of the instance itself: its assets, what its problems mean, and whom to tell of a weakness.
import { problemCodes, problemFor } from '../../shared/contracts/problems.ts'
import type { ProblemCode } from '../../shared/contracts/problems.ts'
import { addDays } from '../../shared/domain/time.ts'
import { assetNamed } from './assets/assets.ts'
import { page } from './call.ts'
import type { Answer, Call } from './call.ts'
import { html } from './html.ts'
import { facts } from './parts.ts'

/** Under a name that holds its hash, so it may be kept for good. */
export async function showAsset({ params }: Call): Promise<Answer> {
  const asset = assetNamed(params['name'] ?? '')
  if (!asset) return { code: 'notFound' }
  return {
    status: 200,
    headers: { 'content-type': asset.mediaType, 'cache-control': 'public, max-age=31536000, immutable' },
    body: asset.text,
  }
}

const isProblem = (code: string): code is ProblemCode => (problemCodes as readonly string[]).includes(code)

/** RFC 9457: the type of a problem is an address, and the address says what it means. */
export async function showProblem(call: Call): Promise<Answer> {
  const code = call.params['code'] ?? ''
  if (!isProblem(code)) return { code: 'notFound' }
  const { title, status } = problemFor({ code })
  const explained = call.texts.refusals(code)
  const main = html`<h1>${code}</h1>
    ${facts([
      [call.texts.common.problemPage.meaning, html`<span lang="en">${title}</span>`],
      [call.texts.common.problemPage.status, status],
    ])}${explained !== undefined && html`<p>${explained}</p>`}`
  return page(call, { title: code, main })
}

const validDays = 180

/** RFC 9116, with the mailbox that RFC 2142 names for it at every domain. */
export async function showSecurityText({ app }: Call): Promise<Answer> {
  const { publicUrl } = app.settings
  const lines = [
    `Contact: mailto:security@${new URL(publicUrl).hostname}`,
    `Expires: ${addDays(app.clock.now(), validDays).toISOString()}`,
    'Preferred-Languages: da, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
  ]
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${lines.join('\n')}\n`,
  }
}
