import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Stored, Write } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import type { LetterDocument, MailDocument } from './mail-document.ts'
import { tellManagers } from './tell-managers.ts'

type Deps = Pick<Core, 'requests' | 'companies' | 'desk'>

type Undoing = {
  readonly company: CompanyDocument
  readonly mail: Stored<MailDocument>
  /** `dropped`: the first month ended before it could leave. `refused`: the provider will not take it. */
  readonly state: 'dropped' | 'refused'
}

/**
 * An extension whose letter did not reach the person within the first month never was one (Art. 12(3)): the mail and the
 * letter go, the original date stands, and the managers are told.
 */
export async function undoExtension(deps: Deps, { company, mail, state }: Undoing): Promise<void> {
  const { requests } = deps
  const { sealed: _sealed, retryAt: _retry, ...told } = mail.value
  const settled: MailDocument = { ...told, state }
  await requests.change<void, never>(mail.value, async (request, now) => {
    const letters = await requests.list<LetterDocument>(request, 'letter:')
    const change: Change = {
      request: withoutExtension(request, state, now),
      writes: [
        { kind: 'replace', value: settled, etag: mail.etag },
        ...letters
          .filter(({ value }) => value.kind === 'extension')
          .map(({ value }): Write => ({ kind: 'delete', id: value.id })),
      ],
      facts: factsOf(mail.value, state),
      wakes: true,
    }
    return ok({ answer: undefined, change: await tellManagers(deps, change, company, now) })
  })
}

function withoutExtension(request: RequestDocument, state: Undoing['state'], now: Date): RequestDocument {
  const { extension: _never, ...rest } = request
  const code = state === 'refused' ? 'mailRefused' : 'mailNotSent'
  return { ...rest, problem: { code, kind: 'extension', at: now.toISOString() } }
}

const factsOf = ({ kind, mailId, recipient }: MailDocument, state: Undoing['state']): readonly Fact[] => [
  ...(state === 'refused'
    ? [{ event: 'mailRefused', by: bySystem, detail: { kind, mailId, to: recipient.kind } } as const]
    : []),
  { event: 'extensionLapsed', by: bySystem, detail: { letter: state } },
]
