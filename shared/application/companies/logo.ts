import { lookAtLogo } from '../../domain/companies/logo.ts'
import type { LogoFlaw, LogoLook } from '../../domain/companies/logo.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import { fromBase64Url, toBase64Url, toHex } from '../bytes.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import type { CompanyDocument } from './company-document.ts'
import { mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'
import { writeOf } from './guarded-change.ts'

/** What the company's own document says of it, so that a page knows it without reading the picture. */
export type LogoFacts = LogoLook & { readonly sha256: string }

/** id `logo`: the picture itself, small enough for a document of the company. */
type LogoDocument = Document & LogoFacts & { readonly id: 'logo'; readonly bytes: string }

type Refused = { readonly code: 'notFound' | 'forbidden' | 'versionConflict' }

export type Logos = {
  readonly put: (
    input: Asked & { readonly bytes: Uint8Array },
  ) => Promise<Result<LogoFacts, LogoFlaw | Refused>>
  readonly remove: (input: Asked) => Promise<Result<void, Refused>>
  /** For everybody: it is there to be shown. */
  readonly read: (
    companyId: string,
  ) => Promise<Result<LogoFacts & { readonly bytes: Uint8Array }, { readonly code: 'notFound' }>>
}

type Deps = Pick<Core, 'companies' | 'companyChanges' | 'documents' | 'crypto'>

export function makeLogos({ companies, companyChanges, documents, crypto }: Deps): Logos {
  /** The picture and what is said of it change together, and the audit tells by which hash. */
  const become = ({ actor, companyId }: Asked, logo: LogoDocument | undefined) =>
    companyChanges.change<void, Refused>(companyId, async () => {
      const found = await companies.read(companyId)
      if (!found) return err({ code: 'notFound' })
      const { logo: before, ...rest } = found.value
      if (before?.sha256 === logo?.sha256) return ok({ answer: undefined })
      const after: CompanyDocument = logo ? { ...rest, logo: factsOf(logo) } : rest
      const picture = logo ? writeOf(logo) : ({ kind: 'delete', id: 'logo' } as const)
      const detail = {
        members: 'logo',
        ...(before && { logoBefore: before.sha256 }),
        ...(logo && { logoAfter: logo.sha256 }),
      }
      const facts = [{ event: 'settingsChanged', by: actorRef(actor), detail } as const]
      return ok({ answer: undefined, change: { writes: [writeOf(after), picture], facts } })
    })

  return {
    async put({ bytes, ...asked }) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      const looked = lookAtLogo(bytes)
      if (!looked.ok) return looked
      const facts = { ...looked.value, sha256: toHex(crypto.sha256(bytes)) }
      const done = await become(asked, { id: 'logo', ...facts, bytes: toBase64Url(bytes) })
      return done.ok ? ok(facts) : done
    },

    async remove(asked) {
      const judged = mayIn(asked, 'changeSettings')
      return judged.ok ? become(asked, undefined) : judged
    },

    async read(companyId) {
      const found = await documents.read<LogoDocument>(companyPartition(companyId), 'logo')
      if (!found) return err({ code: 'notFound' })
      return ok({ ...factsOf(found.value), bytes: fromBase64Url(found.value.bytes) })
    },
  }
}

const factsOf = ({ mediaType, width, height, sha256 }: LogoFacts): LogoFacts => ({
  mediaType,
  width,
  height,
  sha256,
})
