import { mailsPerHour } from '../../domain/identity/limits.ts'
import { addHours, addMinutes } from '../../domain/time.ts'
import { makeInstanceSecret } from '../keys/instance-secret.ts'
import type { Document } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import { normalised } from '../intake/normalised-address.ts'
import { accessPartition } from './session-document.ts'

/**
 * At most one mail a minute and five an hour to an address, and as many text messages to a number, over all companies; not
 * counted in demo mode (security.md, "Links").
 */
export type MailLimit = {
  /** Counts this mail when it may go; a refused one neither mails nor voids. */
  readonly allows: (email: string) => Promise<boolean>
}

type SentMails = Document & { readonly sentAt: readonly string[] }

export function makeMailLimit(
  {
    documents,
    clock,
    settings,
    ...ports
  }: Pick<Ports, 'documents' | 'keys' | 'clock' | 'random' | 'crypto' | 'settings'>,
  of: 'mail' | 'text' = 'mail',
): MailLimit {
  const secret = makeInstanceSecret({ documents, ...ports })
  return {
    async allows(email) {
      if (settings.mode === 'demo') return true
      const id = `${of}Limit:${await secret.hash(`${of} limit`, normalised(email))}`
      const before = await documents.read<SentMails>(accessPartition(id), id)
      const now = clock.now()
      const recent = (before?.value.sentAt ?? []).filter((at) => addHours(new Date(at), 1) > now)
      const last = recent.at(-1)
      if (recent.length >= mailsPerHour || (last !== undefined && addMinutes(new Date(last), 1) > now))
        return false

      const value: SentMails = { id, ttlSeconds: 3600, sentAt: [...recent, now.toISOString()] }
      // Who loses the race was counted by who won it: that mail is the one of this minute.
      const written = await documents.batch(accessPartition(id), [
        before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
      ])
      return written.ok
    },
  }
}
