import { mayText } from '../../domain/identity/text-messages.ts'
import { codeText } from '../../domain/letters/code-text.ts'
import { personal } from '../../kernel/personal.ts'
import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Write } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { linkId } from './link-document.ts'
import type { LinkDocument } from './link-document.ts'
import type { MailLimit } from './mail-limit.ts'
import { makeTextBudget, textPolicyOf } from './text-budget.ts'
import { keptTextSeconds, textDocumentId, textReference } from './text-document.ts'
import type { TextDocument } from './text-document.ts'
import { noteTextFailure } from './text-failure.ts'
import type { TextFailure } from './text-failure.ts'

/** `notNow`: one was sent a moment ago, or too many within the hour. `notSent`: none can be, and staff know. */
export type TextOutcome = 'sent' | 'notNow' | 'notSent'

/** Texts a fresh code for a link that asks for one; the newest code holds. */
export type TextCode = (wanted: {
  readonly company: CompanyDocument
  readonly request: RequestDocument
  /** The hash of the link. */
  readonly hash: string
  readonly phone: string
}) => Promise<TextOutcome>

type Deps = Pick<
  Core,
  'documents' | 'requests' | 'companies' | 'desk' | 'mint' | 'sms' | 'clock' | 'random' | 'log'
> & { readonly textLimit: MailLimit }

/**
 * The code is stored before it leaves: an answer of the provider that is lost costs a second text at most, and never a code
 * that does not hold. Nothing is tried again by itself, since a code lives ten minutes and whoever waits for it asks again.
 */
export function makeTextCode(deps: Deps): TextCode {
  const { requests, mint, sms, random, log, textLimit } = deps
  const budget = makeTextBudget(deps)

  return async ({ company, request, hash, phone }) => {
    const { companyId, requestId } = request
    const ref = { companyId, requestId }
    if (!sms || !mayText(textPolicyOf(company), phone)) return failed(ref, 'smsRefused')
    if (!(await textLimit.allows(phone))) return 'notNow'
    if (!(await budget.take(company))) return failed(ref, 'smsCapReached')

    const textId = random.id()
    const code = await storedCode(ref, { company, hash, textId })
    if (code === undefined) return 'notNow'
    const id = textReference(ref, textId)
    const taken = await sms.send({ id, to: personal(phone), text: codeText(request.language, code) })
    log.write({ code: taken.ok ? 'textSent' : 'textRefused', companyId, textId })
    return taken.ok ? 'sent' : failed(ref, 'smsRefused')
  }

  type Wanted = { readonly company: CompanyDocument; readonly hash: string; readonly textId: string }

  /** Undefined when the link has been spent meanwhile. */
  async function storedCode(ref: RequestRef, { company, hash, textId }: Wanted): Promise<string | undefined> {
    const stored = await requests.change<string | undefined, never>(ref, async (request, now) => {
      const link = await requests.read<LinkDocument>(ref, linkId(hash))
      if (!link || link.value.usedAt !== undefined) return ok({ answer: undefined })
      const { document, code } = await mint.textedCode(company, link.value, now)
      const text: TextDocument = {
        ...{ id: textDocumentId(textId), ttlSeconds: keptTextSeconds },
        ...{ textId, sentAt: now.toISOString() },
      }
      const writes: Write[] = [
        { kind: 'replace', value: document, etag: link.etag },
        { kind: 'create', value: text },
      ]
      return ok({
        answer: code,
        change: {
          ...{ request, writes, unseen: true },
          facts: [{ event: 'codeTexted', by: { kind: 'requester' }, detail: { textId } }],
        },
      })
    })
    return stored.ok ? stored.value.answer : undefined
  }

  async function failed(ref: RequestRef, why: TextFailure): Promise<TextOutcome> {
    await noteTextFailure(deps, ref, { why, writes: async () => [] })
    return 'notSent'
  }
}
