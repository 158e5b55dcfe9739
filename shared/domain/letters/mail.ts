import type { Language } from '../templates/template.ts'
import { isWebAddress, oneLine } from './inert.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import type { MailContent, MailFacts, MailKind, MailLink } from './mail-facts.ts'
import { mailTexts } from './mail-texts.ts'
import type { MailTexts, NeutralSubject } from './mail-texts.ts'

/**
 * Writes a mail. It points at what is behind the link and says nothing about the person (architecture.md,
 * "No personal data"); text and HTML say the same. In the text each link has a line to itself, its code the next.
 */
export function renderMail<Kind extends MailKind>(
  kind: Kind,
  language: Language,
  facts: MailFacts<Kind>,
): MailContent {
  const texts = mailTexts[language]
  const body = texts.kinds[kind](facts)
  const from = oneLine(facts.companyName)
  const lines: Lines = {
    before: body.before.map(oneLine),
    links: linksOf(kind, facts).map(checked),
    after: [...body.after, texts.footer].map(oneLine),
    from,
    subject: facts.subject === 'neutral' ? texts.neutral[neutralSubjects[kind]] : `${from}: ${body.subject}`,
  }
  return { subject: lines.subject, text: plainText(lines, texts), html: page(lines, texts, language).html }
}

type Lines = {
  readonly before: readonly string[]
  readonly links: readonly Partial<MailLink>[]
  readonly after: readonly string[]
  readonly from: string
  readonly subject: string
}

const neutralSubjects: Readonly<Record<MailKind, NeutralSubject>> = {
  verification: 'message',
  verificationReminder: 'message',
  acknowledgement: 'message',
  extension: 'message',
  pause: 'message',
  resumed: 'message',
  delivery: 'message',
  deliveryReminder: 'message',
  deliveryRecalled: 'message',
  refusal: 'message',
  answeredAtOnce: 'message',
  expiry: 'message',
  withdrawn: 'message',
  purgeNotice: 'message',
  message: 'message',
  signIn: 'signIn',
  newLinks: 'signIn',
  consentConfirmation: 'message',
  consentReceipt: 'message',
  consentRenewal: 'message',
  code: 'code',
  firstDownload: 'message',
  transfer: 'message',
  transferWaiting: 'message',
  receiverWaiting: 'task',
  staffAssigned: 'task',
  staffReminder: 'task',
  staffEscalation: 'task',
  staffOverdue: 'task',
  staffApprovalWaiting: 'task',
  staffReturned: 'task',
  staffApproved: 'task',
  staffProblem: 'task',
  staffBreach: 'task',
  staffBreachReminder: 'task',
  staffBreachOverdue: 'task',
  staffStop: 'task',
  staffMessage: 'task',
  staffResumed: 'task',
  staffInvited: 'signIn',
  staffTakenBack: 'task',
  staffChangeWaiting: 'task',
  staffFactorsChanged: 'task',
  staffTextFailed: 'task',
  staffWebhookStopped: 'task',
  staffClosing: 'task',
  staffHostProven: 'task',
  staffHostLost: 'task',
  staffOwnerRecovery: 'task',
  staffIdentityLinked: 'signIn',
  staffIdentityUnlinked: 'signIn',
}

type Places = { readonly link?: string; readonly code?: string; readonly links?: readonly MailLink[] }

/** The kind decides, so that facts which hold more than their kind needs put nothing else into the mail. */
function linksOf(kind: MailKind, { link, code, links = [] }: Places): readonly Partial<MailLink>[] {
  if (kind === 'newLinks') return links
  return [{ ...(kind !== 'code' && { link: link ?? '' }), ...(code !== undefined && { code }) }]
}

/** A link is made by the application from `PUBLIC_URL` or a proven host: anything else here is a defect, and must not be mailed. */
function checked(place: Partial<MailLink>): Partial<MailLink> {
  if (place.link !== undefined && !isWebAddress(place.link))
    throw new Error('a mailed link is not a web address')
  return place
}

function plainText({ before, links, after, from }: Lines, texts: MailTexts): string {
  const places = links.map((place) => placeLines(place, texts).join('\n'))
  return `${[...before, ...places, ...after, from].join('\n\n')}\n`
}

function placeLines({ reference, link, code }: Partial<MailLink>, texts: MailTexts): readonly string[] {
  return [
    ...(reference === undefined ? [] : [`${texts.reference}: ${oneLine(reference)}`]),
    ...(link === undefined ? [] : [link]),
    ...(code === undefined ? [] : [`${texts.code}: ${oneLine(code)}`]),
  ]
}

function page({ before, links, after, from, subject }: Lines, texts: MailTexts, language: Language): Markup {
  return markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#111;background:#fff">
<div style="max-width:34em;margin:0 auto">
${before.map(paragraph)}${links.map((place) => htmlPlace(place, texts))}${after.map(paragraph)}${paragraph(from)}</div>
</body>
</html>
`
}

const paragraph = (text: string): Markup => markup`<p>${text}</p>\n`

function htmlPlace({ reference, link, code }: Partial<MailLink>, texts: MailTexts): Markup {
  return markup`<p>${[
    ...(reference === undefined ? [] : [markup`${texts.reference}: ${oneLine(reference)}<br>`]),
    ...(link === undefined ? [] : [markup`<a href="${link}" style="word-break:break-all">${link}</a><br>`]),
    ...(code === undefined ? [] : [markup`${texts.code}: <strong>${oneLine(code)}</strong>`]),
  ]}</p>\n`
}
