import assert from 'node:assert/strict'
import { test } from 'node:test'

import { makeJourneys } from '../../../shared/application/sign-in-provider/journey.ts'
import { openOffice } from '../../support/application.ts'

test('who comes back from the provider to another company than they left from is nobody there', async (t) => {
  const { ports } = await openOffice(t)
  const journeys = makeJourneys(ports)
  const begun = { companyId: 'demo', issuer: 'https://login.example', purpose: 'signIn' } as const
  const back = async (companyId: string) => {
    const { journey, browser } = await journeys.begin(begun)
    return journeys.end({ companyId, state: journey.state, browser })
  }

  assert.equal((await back('demo'))?.about.companyId, 'demo')
  assert.equal(await back('other'), undefined)
})
