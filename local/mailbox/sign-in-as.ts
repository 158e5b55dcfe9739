import type { IncomingMessage } from 'node:http'
import { setTimeout as realTime } from 'node:timers/promises'

import type { Mailbox } from '../../shared/adapters/embedded/mail.ts'
import type { App } from '../../shared/composition/app.ts'
import { demoCompanyId, demoPeople } from '../demo/company.ts'
import { problemAnswer, seeOther } from './answer.ts'
import type { LocalAnswer } from './answer.ts'
import { formBody } from './body.ts'
import { linksIn } from './links.ts'

type Deps = { readonly mail: Pick<Mailbox, 'list'>; readonly askSignIn: App['askSignIn'] }

const pauseMs = 20
const mostPauses = 250

/** Asks for a sign-in link as one of the demonstration's people, and goes where the mailed link goes. */
export async function signInAs({ mail, askSignIn }: Deps, request: IncomingMessage): Promise<LocalAnswer> {
  const form = await formBody(request)
  if (!form) return problemAnswer({ code: 'unsupportedMediaType' })
  if (!form.ok) return problemAnswer(form.error)
  const email = form.value.get('email')
  const person = demoPeople.find((one) => one.email === email)
  if (!person) return problemAnswer({ code: 'employeeUnknown' })

  const newest = () => mail.list({ to: person.email, limit: 1 })[0]
  const before = newest()?.id
  await askSignIn({ companyId: demoCompanyId, email: person.email })
  for (let pauses = 0; pauses < mostPauses && newest()?.id === before; pauses += 1) await realTime(pauseMs)
  const link = linksIn(newest()?.text ?? '').at(0)
  // Another mail may have come in between; the mailbox shows them all.
  if (!link || newest()?.id === before) return seeOther(`/_local?to=${encodeURIComponent(person.email)}`)
  return seeOther(samePlace(link))
}

/** Without the origin: a mail that was written under another port leads here all the same. */
function samePlace(link: string): string {
  const { pathname, search, hash } = new URL(link)
  return `${pathname}${search}${hash}`
}
