import { endingOf } from '../../domain/requests/lifecycle.ts'
import { isAnsweredAtOnce } from '../../domain/requests/right.ts'
import type { AtOnceRight } from '../../domain/requests/right.ts'
import { contentPurgeAt, linkExpiresAt } from '../../domain/retention/retention.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { withdrawNamed } from '../consent/named-consents.ts'
import { managersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import { authorityFor, dayOf, mustRender, senderFacts } from '../letters/sender.ts'
import { acknowledge } from '../intake/acknowledgement.ts'
import { waitingTracks } from '../timing/due.ts'
import { endRequest } from './ending.ts'
import { startDeadline } from './instances.ts'
import type { RequestDocument } from './request-document.ts'
import type { Change } from './request-store.ts'

type Deps = Pick<
  Core,
  'desk' | 'companies' | 'documents' | 'messages' | 'clock' | 'random' | 'crypto' | 'log'
>

/**
 * What happens the moment a request is open: what is answered at once is answered (Art. 7(3), 21(3); regulation.md e.4
 * item 4), and only what still waits is timed and acknowledged. All of it commits with the opening, so neither can be lost.
 */
export async function takeUp(
  deps: Deps,
  opened: Change,
  company: CompanyDocument,
  now: Date,
): Promise<Change> {
  const { desk, random } = deps
  const rights = atOnceRights(opened.request)
  if (rights.length === 0)
    return acknowledge({ desk, change: startDeadline(opened, random.id(), now), company, now })

  const request = await withdrawNamed(deps, opened.request)
  const answered = answeredAtOnce({ ...opened, request }, rights, now)
  const ending = endingOf(answered.request.rights.map(({ status }) => status))
  const letter = letterOf(answered.request, company, { rights, ends: ending !== undefined, now })
  const told = await tellManagers(deps, answered, company, now)
  if (ending === undefined)
    return acknowledge({ desk, change: startDeadline(told, random.id(), now), company, now, also: letter })

  const ended = { ...told, request: endRequest(told.request, ending, now) }
  const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
  return desk.enclose(ended, company, { kind: 'answeredAtOnce', letter, link }, now)
}

const atOnceRights = (request: RequestDocument): readonly AtOnceRight[] =>
  waitingTracks(request).flatMap(({ right, purpose }) =>
    isAnsweredAtOnce(right, purpose ?? 'other') ? [right] : [],
  )

function answeredAtOnce(change: Change, rights: readonly AtOnceRight[], now: Date): Change {
  const { request, facts } = change
  const answer = { status: 'answered', outcome: 'fulfilled', answeredAt: now.toISOString() } as const
  const isMeant = (right: string) => (rights as readonly string[]).includes(right)
  return {
    ...change,
    request: {
      ...request,
      rights: request.rights.map((track) => (isMeant(track.right) ? { ...track, ...answer } : track)),
    },
    facts: [
      ...facts,
      ...rights.map((right) => ({ event: 'rightAnsweredAtOnce', by: bySystem, detail: { right } }) as const),
    ],
  }
}

type Answer = { readonly rights: readonly AtOnceRight[]; readonly ends: boolean; readonly now: Date }

const letterOf = (request: RequestDocument, company: CompanyDocument, { rights, ends, now }: Answer) =>
  mustRender('atOnce', request.language, {
    ...senderFacts(company, request, now),
    authority: authorityFor(company),
    receivedOn: dayOf(new Date(request.receivedAt), company),
    since: dayOf(now, company),
    rights,
    rest: ends ? { kind: 'ended', purgeOn: dayOf(contentPurgeAt(now), company) } : { kind: 'goesOn' },
  })

/** Nobody is assigned yet, and the company's systems must stop now: its managers are told, and confirm it (stops.ts). */
async function tellManagers(
  { companies, desk }: Deps,
  change: Change,
  company: CompanyDocument,
  now: Date,
): Promise<Change> {
  const managers = await managersOf(companies, company.companyId)
  let told = change
  for (const employeeId of managers.slice(0, 10))
    told = await desk.enclose(told, company, { kind: 'staffStop', to: { kind: 'employee', employeeId } }, now)
  return told
}
