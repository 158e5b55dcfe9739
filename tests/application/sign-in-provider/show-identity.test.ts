import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { makeShowIdentity } from '../../../shared/application/sign-in-provider/show-identity.ts'
import { openOffice, refusal } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

const claims = { subject: 'ida', all: { acr: 'high', name: 'Ida Bang' } }

test('a session that ended on the way, a wrong addressee, and a company that changed its mind record nothing', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const stored = await office.stateOf(request)
  const wrong = { ...stored, addresseeWrongSince: office.clock.now().toISOString() }
  const show = makeShowIdentity({
    requests: {
      change: async (_ref: unknown, decide: (one: typeof wrong, now: Date) => unknown) =>
        decide(wrong, office.clock.now()),
    },
  } as never)
  const company = { companyId: 'demo' } as CompanyDocument
  const asks = { ...company, provider: { requesterAcrs: ['high'] } } as never as CompanyDocument

  assert.equal(refusal(await show({ actor: undefined, company: asks, claims })), 'notSignedIn')
  assert.equal(refusal(await show({ actor: office.as('user'), company: asks, claims })), 'notSignedIn')
  assert.equal(refusal(await show({ actor: request.person, company, claims })), 'claimLacking')
  assert.equal(refusal(await show({ actor: request.person, company: asks, claims })), 'notFound')
})
