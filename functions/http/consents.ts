import type { ConsentSubject } from '../../shared/application/consent/consent-document.ts'
import type { ConsentSubjectBody } from '../../shared/contracts/consent-bodies.ts'
import { consenting, given, recording } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { json, noContent } from './respond.ts'

const consents = 'api/v1/companies/{company}/consents'
const consent = 'api/v1/consents/{consentId}'
const tags = ['Consents']
const security = 'bearer' as const

export const consentOperations = [
  recording(
    {
      operationId: 'recordConsent',
      method: 'POST',
      route: consents,
      summary: 'Record what somebody said to a published version of a form',
      description:
        'For an e-mail address it stays `requested` until the person confirms it, unless staff enter what was said on paper or by telephone. From a page with a published key: always, with the method `webForm`, and to the newest version alone.',
      tags,
      security,
      permission: 'recordConsent',
      body: 'recordConsent',
      responses: [
        { status: 201, description: 'The consent and its receipt' },
        { status: 202, description: 'To a page: the person is asked by mail' },
      ],
    },
    async ({ app, caller, params, body: { subject, saidAt, language, passcode, ...said }, idempotency }) => {
      const recorded = await app.recordConsent({
        ...{ caller, companyId: params['company'] ?? '' },
        said: {
          ...{ ...said, subject: subjectOf(subject) },
          ...given({ language, passcode, saidAt: saidAt === undefined ? undefined : new Date(saidAt) }),
        },
        ...given({ idempotency }),
      })
      // Nobody is told under which names the company knows an address.
      if (recorded.ok && caller.kind === 'visitor') return json(202, { state: recorded.value.state })
      return recorded.ok
        ? json(201, recorded.value, { location: `/api/v1/consents/${recorded.value.consentId}` })
        : recorded.error
    },
  ),
  consenting(
    {
      operationId: 'checkConsent',
      method: 'GET',
      route: `${consents}/check`,
      summary: 'Whether somebody’s consent to a purpose holds now',
      tags,
      security,
      permission: 'seeConsents',
      query: [
        {
          name: 'externalId',
          description: 'The company’s own name for the person; an address is asked about by POST',
        },
        { name: 'purpose', description: 'The purpose' },
      ],
      responses: [{ status: 200, description: 'Only `given` means yes' }],
    },
    async ({ app, caller, params, query }) => {
      const externalId = query.get('externalId') ?? ''
      const purpose = query.get('purpose') ?? ''
      if (!isName(externalId)) return wrongParameter('externalId', 'must be 1 to 200 characters')
      if (!isName(purpose)) return wrongParameter('purpose', 'must be 1 to 200 characters')
      const questions = [{ subject: { externalId }, purposes: [purpose] }]
      const checked = await app.consents.check({ caller, companyId: params['company'] ?? '', questions })
      return checked.ok ? json(200, checked.value[0]?.[0]) : checked.error
    },
  ),
  consenting(
    {
      operationId: 'checkConsents',
      method: 'POST',
      route: `${consents}/check`,
      summary:
        'The same for many people and purposes at once, and for addresses, which stand in no address line',
      tags,
      security,
      permission: 'seeConsents',
      body: 'consentCheck',
      responses: [{ status: 200, description: 'In the order of the questions' }],
    },
    async ({ app, caller, params, body }) => {
      const questions = body.questions.map(({ subject, purposes }) => ({
        ...{ subject: subjectOf(subject), purposes },
      }))
      const checked = await app.consents.check({ caller, companyId: params['company'] ?? '', questions })
      return checked.ok
        ? json(200, { value: checked.value.map((purposes) => ({ purposes })) })
        : checked.error
    },
  ),
  consenting(
    {
      operationId: 'searchConsents',
      method: 'POST',
      route: `${consents}/search`,
      summary:
        'All that one person was asked and said, by exactly the address or the name that it lies under',
      tags,
      security,
      permission: 'seeConsents',
      body: 'consentSearch',
      responses: [{ status: 200, description: 'The newest first; nothing where nobody is known by it' }],
    },
    async ({ app, caller, params, body }) => {
      const subject = subjectOf(body.subject)
      const found = await app.consents.ofPerson({ caller, companyId: params['company'] ?? '', subject })
      return found.ok ? json(200, { value: found.value }) : found.error
    },
  ),
  consenting(
    {
      operationId: 'listConsentChanges',
      method: 'GET',
      route: `${consents}/changes`,
      summary: 'Of whom something changed since a cursor, and what holds of them now, for keeping a copy',
      description:
        'Keep `cursor` and send it with the next question. Somebody who changed twice may come twice; what is told is what holds now.',
      tags,
      security,
      permission: 'seeConsents',
      query: [{ name: 'cursor', description: 'Of the answer before; left out: from the beginning' }],
      responses: [{ status: 200, description: 'With `nextLink` where there is more at once' }],
    },
    async ({ app, caller, params, query }) => {
      const companyId = params['company'] ?? ''
      const cursor = query.get('cursor') ?? undefined
      const found = await app.consentChanges({ caller, companyId, ...given({ cursor }) })
      if (!found.ok)
        return found.error.code === 'cursorInvalid'
          ? wrongParameter('cursor', 'must be the cursor of an earlier answer')
          : { code: found.error.code }
      const { changed, cursor: next, isMore } = found.value
      const nextLink = `${app.settings.publicUrl}/api/v1/companies/${companyId}/consents/changes?cursor=${next}`
      return json(200, { value: changed, cursor: next, ...(isMore && { nextLink }) })
    },
  ),
  consenting(
    {
      operationId: 'viewConsent',
      method: 'GET',
      route: consent,
      summary: 'One consent: to which text it was given, and what holds now',
      tags,
      security,
      permission: 'seeConsents',
      responses: [{ status: 200, description: 'The consent' }],
    },
    async ({ app, caller, params }) => {
      const seen = await app.consents.view({ caller, consentId: params['consentId'] ?? '' })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  consenting(
    {
      operationId: 'listConsentEvents',
      method: 'GET',
      route: `${consent}/events`,
      summary: 'The whole history of a consent, each event with its place in the subject’s chain',
      description:
        '`hash` is SHA-256 over the canonical JSON (RFC 8785) of the event without it; `prevHash` is the hash of the subject’s event before.',
      tags,
      security,
      permission: 'seeConsents',
      responses: [{ status: 200, description: 'In the order in which the server took them' }],
    },
    async ({ app, caller, params }) => {
      const events = await app.consents.events({ caller, consentId: params['consentId'] ?? '' })
      return events.ok ? json(200, { value: events.value }) : events.error
    },
  ),
  consenting(
    {
      operationId: 'withdrawConsent',
      method: 'POST',
      route: `${consent}/withdrawal`,
      summary: 'Take a consent back, all of it or single purposes; at once',
      tags,
      security,
      permission: 'recordConsent',
      body: 'consentWithdrawal',
      responses: [{ status: 200, description: 'What holds now; what did not hold any more stays as it was' }],
    },
    async ({ app, caller, params, body }) => {
      const withdrawn = await app.withdrawConsent.forPerson({
        ...{ caller, consentId: params['consentId'] ?? '' },
        ...given({ purposes: body?.purposes, method: body?.method, reference: body?.reference }),
      })
      return withdrawn.ok ? json(200, withdrawn.value) : withdrawn.error
    },
  ),
  consenting(
    {
      operationId: 'nameConsentPerson',
      method: 'PUT',
      route: `${consent}/person`,
      summary: 'Say whose mailbox the name stands for under which a consent was recorded',
      description:
        'All that lies under that name is then in the answers of Art. 15 and 20 of the person who proves that the mailbox is theirs, and they can take it back by a request. Say only what you have proven; the last word counts.',
      tags,
      security,
      permission: 'recordConsent',
      body: 'consentPerson',
      responses: [{ status: 204, description: 'It is known' }],
    },
    async ({ app, caller, params, body: { email } }) => {
      const named = await app.consentPerson.name({ caller, consentId: params['consentId'] ?? '', email })
      return named.ok ? noContent() : named.error
    },
  ),
  consenting(
    {
      operationId: 'forgetConsentPerson',
      method: 'DELETE',
      route: `${consent}/person`,
      summary: 'Take that back: the name is nobody’s that is known',
      tags,
      security,
      permission: 'recordConsent',
      responses: [{ status: 204, description: 'It is in nobody’s answer any more' }],
    },
    async ({ app, caller, params }) => {
      const forgotten = await app.consentPerson.forget({ caller, consentId: params['consentId'] ?? '' })
      return forgotten.ok ? noContent() : forgotten.error
    },
  ),
]

/** The schema lets exactly one of them through. */
const subjectOf = ({ email, externalId = '' }: ConsentSubjectBody): ConsentSubject =>
  email === undefined ? { externalId } : { email }

const isName = (text: string): boolean => text.trim() !== '' && text.length <= 200
