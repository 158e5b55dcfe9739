import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { LetterBox, ReadLetters } from '../letters/read-letters.ts'
import { ownRequest } from './access.ts'
import type { Messages, MessageView } from './messages.ts'
import { personalForStaff } from './personal.ts'
import type { Instant, PersonalDetails } from './request-document.ts'
import type { RequestView, ViewRequest } from './view-request.ts'

/** What stands of a request on the page of its person, in one piece to keep. The answer itself is fetched apart. */
export type OwnCopy = LetterBox & {
  readonly takenAt: Instant
  readonly request: RequestView
  /** What the person told of themselves. With the messages it goes when the content is purged. */
  readonly given?: Told
  readonly messages?: readonly MessageView[]
}

/** Without what staff wrote of the receipt. */
type Told = Omit<PersonalDetails, 'secondFactor' | 'backdatingReason'>

export type ReadOwnCopy = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly language?: Language
}) => Promise<Result<OwnCopy, { readonly code: 'notFound' }>>

type Deps = Pick<Core, 'requests' | 'keyring' | 'clock' | 'crypto'> & {
  readonly viewRequest: ViewRequest
  readonly readLetters: ReadLetters
  readonly messages: Pick<Messages, 'list'>
}

/** For whoever asked, and nobody else: staff read what they may where they work (Art. 12(1), 15). */
export function makeReadOwnCopy(deps: Deps): ReadOwnCopy {
  const { requests, keyring, clock, crypto } = deps
  return async (input) => {
    const { actor, requestId } = input
    const found = await requests.find(actor.companyId, requestId)
    if (!found || !ownRequest(actor, found.value)) return err({ code: 'notFound' })
    const key = await keyring.open(actor.companyId, found.value.key)
    const [seen, box, messages] = await Promise.all([
      deps.viewRequest(input),
      deps.readLetters({ actor, requestId }),
      deps.messages.list({ actor, requestId }),
    ])
    if (!seen.ok || !box.ok) return err({ code: 'notFound' })
    return ok({
      takenAt: clock.now().toISOString(),
      request: seen.value.view,
      ...(key && { given: told(personalForStaff(crypto, key, found.value)) }),
      ...(messages.ok && { messages: messages.value }),
      ...box.value,
    })
  }
}

function told({ backdatingReason: _reason, ...given }: Omit<PersonalDetails, 'secondFactor'>): Told {
  return given
}
