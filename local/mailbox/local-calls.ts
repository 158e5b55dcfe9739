// Everything under /_local (api.md, "The single-machine run"). It exists in demo mode only.
import type { IncomingMessage } from 'node:http'

import type { CapturedMail, Mailbox } from '../../shared/adapters/embedded/mail.ts'
import type { SmsBox } from '../../shared/adapters/embedded/sms.ts'
import type { App } from '../../shared/composition/app.ts'
import type { HostClock } from '../host/clock.ts'
import type { DurableHost } from '../host/durable/durable.ts'
import { jsonAnswer, pageAnswer, problemAnswer } from './answer.ts'
import type { LocalAnswer } from './answer.ts'
import { advanceClock } from './clock-calls.ts'
import { mailboxPage } from './mailbox-page.ts'
import { orchestrationsPage } from './orchestrations-page.ts'
import { peoplePage } from './people-page.ts'
import { signInAs } from './sign-in-as.ts'
import { stylesheet } from './style.ts'

export type LocalDeps = {
  readonly clock: HostClock
  readonly mail: Pick<Mailbox, 'list'>
  readonly sms: Pick<SmsBox, 'list'>
  readonly app: () => Pick<App, 'askSignIn'>
  readonly durable: () => Pick<DurableHost, 'instances' | 'history'> | undefined
}

type Call = { readonly request: IncomingMessage; readonly query: URLSearchParams }

type Handle = (call: Call) => LocalAnswer | Promise<LocalAnswer>

type Route = { readonly GET?: Handle; readonly POST?: Handle }

/** Answers what is under `/_local`; undefined for every other address. */
export function localCalls(deps: LocalDeps): (request: IncomingMessage) => Promise<LocalAnswer | undefined> {
  const routes = routesOf(deps)

  return async (request) => {
    const base = 'http://localhost'
    // What is no address is refused by the host, for every path alike.
    if (!URL.canParse(request.url ?? '/', base)) return undefined
    const { pathname, searchParams: query } = new URL(request.url ?? '/', base)
    if (pathname !== '/_local' && !pathname.startsWith('/_local/')) return undefined

    const route = routes[pathname.replace(/(.)\/$/, '$1')]
    if (!route) return problemAnswer({ code: 'notFound' })
    const handle = request.method === 'HEAD' ? route.GET : route[request.method as keyof Route]
    return handle ? handle({ request, query }) : methodNotAllowed(route)
  }
}

const methodNotAllowed = (route: Route): LocalAnswer =>
  problemAnswer({ code: 'methodNotAllowed' }, { allow: Object.keys(route).join(', ') })

function routesOf({
  clock,
  mail,
  sms,
  app,
  durable,
}: LocalDeps): Readonly<Record<string, Route | undefined>> {
  const now = (): { readonly now: string } => ({ now: new Date(clock.now()).toISOString() })
  const instances = () =>
    (durable()?.instances() ?? []).map(({ instanceId, ...instance }) => ({ id: instanceId, ...instance }))

  return {
    '/_local': {
      GET: ({ query }) =>
        pageAnswer(
          mailboxPage({
            ...now(),
            ...wanted(query),
            mails: mail.list(wanted(query)),
            texts: sms.list(wanted(query)),
          }),
        ),
    },
    '/_local/style.css': { GET: () => stylesheet },
    '/_local/mail': {
      GET: async ({ query }) => {
        await settled(clock)
        return jsonAnswer(mail.list(wanted(query)).map(mailView))
      },
    },
    '/_local/sms': { GET: ({ query }) => jsonAnswer(sms.list(wanted(query))) },
    '/_local/people': {
      GET: () => pageAnswer(peoplePage()),
      POST: ({ request }) => signInAs({ mail, askSignIn: app().askSignIn }, request),
    },
    '/_local/clock': { GET: () => jsonAnswer(now()), POST: ({ request }) => advanceClock(clock, request) },
    '/_local/orchestrations': { GET: () => jsonAnswer(instances()) },
    '/_local/orchestrations/view': {
      GET: ({ query }) => {
        const id = query.get('id')
        const history = id === null ? undefined : durable()?.history(id)
        if (id !== null && !history) return problemAnswer({ code: 'notFound' })
        return pageAnswer(
          orchestrationsPage({
            instances: instances(),
            ...(id !== null && history && { shown: { id, history } }),
          }),
        )
      },
    },
  }
}

function wanted(query: URLSearchParams): { readonly to?: string } {
  const to = query.get('to')?.trim()
  return to ? { to } : {}
}

/** Whoever has just asked for a mail finds it: what is on its way arrives first, for as long as a person would wait. */
async function settled(clock: HostClock): Promise<void> {
  let patience: NodeJS.Timeout | undefined
  const spent = new Promise<void>((resolve) => (patience = setTimeout(resolve, 2_000)))
  await Promise.race([clock.idle(), spent])
  clearTimeout(patience)
}

const mailView = ({ id, to, subject, text, html, at }: CapturedMail) => ({ id, to, subject, text, html, at })
