import type { Core } from '../core.ts'
import { writeCompanyMail } from '../letters/company-mail.ts'
import type { MailLimit } from './mail-limit.ts'

/**
 * Mails a link to sign in with, or fresh links to what an address has open; answers nothing, whoever asks. A stranger
 * learns neither who works here, nor who has a request, nor which company exists: what is done before the answer is the
 * same for every address, and whose it is is found when the mail is to be sent (`answer-ask.ts`).
 */
export type AskMail = (input: { readonly companyId: string; readonly email: string }) => Promise<void>

type Deps = Pick<Core, 'documents' | 'companies' | 'secrets' | 'messages' | 'clock' | 'random' | 'crypto'> & {
  readonly limit: MailLimit
}

export function makeAskMail(deps: Deps, kind: 'signIn' | 'newLinks'): AskMail {
  const { companies, messages, limit } = deps

  return async ({ companyId, email }) => {
    const company = await companies.find(companyId)
    if (!company || !(await limit.allows(email))) return
    const secrets = { email, links: [] }
    const mail = { kind, recipient: { kind: 'person' }, secrets, asked: true } as const
    await messages.send('mail', [await writeCompanyMail(deps, company, mail)])
  }
}
