import { html } from 'hono/html'

import type { CapturedMail } from '../../shared/adapters/embedded/mail.ts'
import type { CapturedSms } from '../../shared/adapters/embedded/sms.ts'
import { textParts } from './links.ts'
import type { TextPart } from './links.ts'
import { page } from './page.ts'
import type { View } from './page.ts'

type Mails = {
  readonly now: string
  readonly to?: string
  readonly mails: readonly CapturedMail[]
  readonly texts: readonly CapturedSms[]
}

/** Every mail and text message that would have left, newest first, its links ready to follow. */
export const mailboxPage = ({ now, to, mails, texts }: Mails): string =>
  page(to === undefined ? 'Mailbox' : `Mailbox of ${to}`, [
    html`<p>
      Nothing leaves this machine: what Indsigt would send is kept here.
      ${to === undefined ? '' : html`<a href="/_local">Show everyone's</a>.`}
    </p>`,
    clockForm(now),
    mails.length === 0 ? html`<p>No mail yet.</p>` : html`${mails.map(mailView)}`,
    texts.length === 0
      ? html``
      : html`<h2>Text messages</h2>
          ${texts.map(smsView)}`,
  ])

const steps = [
  { advance: 'PT1H', label: 'One hour' },
  { advance: 'P1D', label: 'One day' },
  { advance: 'P7D', label: 'A week' },
  { advance: 'P33D', label: '33 days' },
]

const clockForm = (now: string): View =>
  html`<form method="post" action="/_local/clock" class="clock">
    <p>The clock says <time datetime="${now}">${readable(now)}</time> UTC. Move it on by:</p>
    ${steps.map(({ advance, label }) => html`<button name="advance" value="${advance}">${label}</button> `)}
  </form>`

const mailView = ({ to, fromName, subject, text, at }: CapturedMail): View =>
  html`<article>
    <h2>${subject}</h2>
    <p class="facts">
      From ${fromName} to <a href="/_local?to=${encodeURIComponent(to)}">${to}</a>,
      <time datetime="${at.toISOString()}">${readable(at.toISOString())}</time>
    </p>
    ${textView(text)}
  </article> `

const smsView = ({ to, text, at }: CapturedSms): View =>
  html`<article>
    <p class="facts">To ${to}, <time datetime="${at.toISOString()}">${readable(at.toISOString())}</time></p>
    ${textView(text)}
  </article> `

const textView = (text: string): View =>
  html`${text
    .trim()
    .split('\n\n')
    .map((paragraph) => html`<p>${paragraph.split('\n').map(lineView)}</p>`)}`

const lineView = (line: string): View => html`${textParts(line).map(partView)}<br />`

const partView = ({ text, isLink }: TextPart): View | string =>
  isLink ? html`<a href="${text}">${text}</a>` : text

const readable = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
