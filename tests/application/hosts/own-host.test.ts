import assert from 'node:assert/strict'
import { test } from 'node:test'

import { claimIdOf } from '../../../shared/application/hosts/host-documents.ts'
import { isExported } from '../../../shared/application/export/exported-lines.ts'
import { remadeCompany } from '../../../shared/application/import/remade.ts'
import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, refusal } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { mailsTo, mailTo } from '../../support/mailbox.ts'
import {
  checkHost,
  claimOf,
  host,
  hostedOffice,
  nameHost,
  provenHost,
  publicUrl,
  removeHost,
  seenHost,
} from '../../support/own-host.ts'

const usual = `${publicUrl}/demo`
const own = `https://${host}/demo`

const by = (office: Office, name: 'admin' | 'owner' | 'manager' = 'admin') => ({
  ...{ actor: office.as(name), companyId: 'demo' },
})

const addressOf = async (office: Office) => office.app.hosts.addressOf({ companyId: 'demo', host })

const pass = async (office: Office, hours: number): Promise<void> => {
  office.clock.pass({ hours })
  await office.app.checkHosts(100)
}

const entriesOf = async (office: Office) => {
  await office.pump()
  return (await auditOf(office).lines()).flatMap(({ entry }) => entry ?? [])
}

const eventsOf = async (office: Office) =>
  (await entriesOf(office)).map(({ event }) => event).filter((event) => event.startsWith('host'))

test('a host name is named by one administrator, approved by a second, and waits for its record', async (t) => {
  const { office } = await hostedOffice(t)
  assert.deepEqual(await seenHost(office), { address: usual })
  const held = must(await office.app.hostSettings.set({ ...by(office), name: host }))
  assert.ok(held !== 'holds', 'it decides where links lead')
  assert.deepEqual(await seenHost(office), { address: usual })
  const [waiting] = await office.app.companyItems.waitingFor(office.as('owner'))
  assert.deepEqual(waiting?.change, { kind: 'host', to: host })

  must(await office.app.companyItems.decide({ actor: office.as('owner'), ...held, decision: 'approve' }))
  const seen = await seenHost(office)
  assert.deepEqual([seen.state, seen.name, seen.address], ['waiting', host, usual])
  assert.equal(seen.record?.name, `_indsigt.${host}`)
  assert.match(seen.record?.value ?? '', /^indsigt-verification=[\w-]{43}$/)
  assert.equal(await claimOf(office), undefined)
  assert.equal(must(await office.app.hostSettings.set({ ...by(office), name: host })), 'holds')
})

test('only administrators and owners of the company see or change it, and no name that nobody could prove is taken', async (t) => {
  const { office } = await hostedOffice(t)
  const { hostSettings } = office.app
  for (const asked of [by(office, 'manager'), { actor: office.elsewhere('admin'), companyId: 'demo' }]) {
    const code = asked.actor.companyId === 'demo' ? 'forbidden' : 'notFound'
    assert.equal(refusal(await hostSettings.view(asked)), code)
    assert.equal(refusal(await hostSettings.set({ ...asked, name: host })), code)
    assert.equal(refusal(await hostSettings.remove(asked)), code)
    assert.equal(refusal(await hostSettings.check(asked)), code)
  }
  const set = async (name: string) => refusal(await hostSettings.set({ ...by(office), name }))
  assert.equal(await set('127.0.0.1'), 'hostNameInvalid')
  assert.equal(
    refusal(await hostSettings.set({ ...by(office), name: host, expected: 'another' })),
    'versionConflict',
  )
  const nowhere = { actor: { ...office.as('admin'), companyId: 'nowhere' }, companyId: 'nowhere' }
  assert.equal(refusal(await hostSettings.view(nowhere)), 'notFound')
  assert.equal(refusal(await hostSettings.set({ ...nowhere, name: host })), 'notFound')
})

test('the name of the instance itself, or that of its platform, is no company’s', async (t) => {
  const { office } = await hostedOffice(t, {
    through: (ports) => ({
      ...ports,
      settings: {
        ...ports.settings,
        platformHost: 'indsigt.azurewebsites.example',
      },
    }),
  })
  for (const name of ['privacy.example', 'indsigt.azurewebsites.example'])
    assert.equal(refusal(await office.app.hostSettings.set({ ...by(office), name })), 'hostNameReserved')
})

test('the record proves the name: links to persons lead there, and who decides is told', async (t) => {
  const { office, publish, dns } = await hostedOffice(t)
  const value = await nameHost(office)
  assert.equal((await checkHost(office)).found, 'noRecord')
  publish('indsigt-verification=of-somebody-else', 'v=spf1 -all')
  const other = await checkHost(office)
  assert.deepEqual([other.state, other.found, other.address], ['waiting', 'otherValue', usual])
  assert.equal(await office.app.hosts.companyAt(host), undefined)

  publish('v=spf1 -all', value)
  const seen = await checkHost(office)
  assert.deepEqual([seen.state, seen.found, seen.address], ['proven', 'proof', own])
  assert.equal(await addressOf(office), own)
  assert.equal(await office.app.hosts.companyAt(host), 'demo')
  assert.equal((await claimOf(office))?.companyId, 'demo')
  assert.deepEqual([...new Set(dns.asked)], [`TXT _indsigt.${host}`])

  await office.pump()
  assert.deepEqual(await eventsOf(office), ['hostProven'])
  assert.match(mailTo(office, 'owner@demo.example').text, /data\.company\.example/)
  await checkHost(office)
  await office.pump()
  assert.deepEqual(await eventsOf(office), ['hostProven'], 'once')
})

test('the record of another company, or of another name, proves nothing', async (t) => {
  const { office, others, publish } = await hostedOffice(t)
  const value = await nameHost(office)
  const theirs = await nameHost(others)
  const elsewhere = await nameHost(others, 'other.company.example')
  assert.equal(new Set([value, theirs, elsewhere]).size, 3)
  publish(theirs, elsewhere)
  assert.equal((await checkHost(office)).found, 'otherValue')
})

test('name servers that are silent or fail take nothing away, and are named as they are', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { office, broken } = hosted
  for (const [how, found] of [
    ['servfail', 'failed'],
    ['silent', 'silent'],
  ] as const) {
    broken(how)
    const seen = await checkHost(office)
    assert.deepEqual([seen.state, seen.found, seen.address], ['proven', found, own])
  }
})

test('a proof that is gone turns the links back at once and frees the name after 72 hours of notice', async (t) => {
  const hosted = await hostedOffice(t)
  const value = await provenHost(hosted)
  const { office, publish } = hosted
  publish()
  await pass(office, 1)
  const lost = await seenHost(office)
  assert.deepEqual([lost.state, lost.found, lost.address], ['lost', 'noRecord', usual])
  assert.ok(lost.dropsAt)
  assert.equal(await office.app.hosts.companyAt(host), 'demo', 'what was sent out before still arrives')
  await office.pump()
  assert.match(mailTo(office, 'owner@demo.example').subject, /mistet|ikke længere bevist|no longer proven/)
  const mails = mailsTo(office, 'owner@demo.example').length

  await pass(office, 71)
  assert.equal(await office.app.hosts.companyAt(host), 'demo')
  await pass(office, 1)
  await office.pump()
  office.clock.pass({ seconds: 10 })
  assert.equal(await office.app.hosts.companyAt(host), undefined)
  assert.equal(await claimOf(office), undefined)
  assert.deepEqual(await eventsOf(office), ['hostProven', 'hostLost'])
  assert.equal(mailsTo(office, 'owner@demo.example').length, mails, 'the notice was given once')

  publish(value)
  assert.equal((await checkHost(office)).state, 'proven', 'whoever proves it again has it again')
})

test('a proof that is back within the notice keeps the name', async (t) => {
  const hosted = await hostedOffice(t)
  const value = await provenHost(hosted)
  const { office, publish } = hosted
  publish('another')
  await checkHost(office)
  await checkHost(office)
  assert.ok((await claimOf(office))?.goneSince)
  publish(value)
  const seen = await checkHost(office)
  assert.deepEqual([seen.state, seen.address, seen.dropsAt], ['proven', own, undefined])
  assert.equal((await claimOf(office))?.goneSince, undefined)
})

test('two companies that both prove a name: the first has it, and the second is told why not', async (t) => {
  const hosted = await hostedOffice(t)
  const value = await provenHost(hosted)
  const { office, others, publish } = hosted
  publish(value, await nameHost(others))
  const second = await checkHost(others)
  assert.deepEqual([second.state, second.found], ['waiting', 'taken'])
  await removeHost(others)
  assert.equal(await office.app.hosts.companyAt(host), 'demo')
})

test('a company whose proof is gone loses the name at once to another that proves it', async (t) => {
  const hosted = await hostedOffice(t)
  const value = await provenHost(hosted)
  const { office, others, publish } = hosted
  publish(await nameHost(others))
  assert.equal((await checkHost(others)).state, 'proven')
  assert.equal(await office.app.hosts.companyAt(host), 'other')
  const lost = await seenHost(office)
  assert.deepEqual([lost.state, lost.found, lost.address, lost.dropsAt], ['lost', 'taken', usual, undefined])
  await office.pump()
  assert.deepEqual(await eventsOf(office), ['hostProven', 'hostLost'])

  publish(value)
  await pass(office, 24)
  assert.equal(await office.app.hosts.companyAt(host), 'other', 'it is not wanted back by itself')
  assert.equal((await seenHost(others)).state, 'lost', 'and their proof is gone now')
  assert.equal((await checkHost(office)).state, 'proven')
})

test('a name that its company does without is free at once, by one person', async (t) => {
  const hosted = await hostedOffice(t)
  const { office, others, publish } = hosted
  await removeHost(office)
  await provenHost(hosted)
  await removeHost(office)
  assert.deepEqual(await seenHost(office), { address: usual })
  assert.equal(await claimOf(office), undefined)
  assert.equal(await office.app.hosts.companyAt(host), undefined)
  assert.equal(must(await office.app.hostSettings.check(by(office))).seen.name, undefined)
  publish(await nameHost(others))
  assert.equal((await checkHost(others)).state, 'proven')
})

test('another name leaves the first, which leads nowhere from that moment and is free within a day', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { office } = hosted
  await nameHost(office, 'new.company.example')
  const changes = (await entriesOf(office)).filter(({ event }) => event === 'settingsChanged')
  const { detail } = changes.at(-1) ?? {}
  assert.deepEqual([detail?.['hostBefore'], detail?.['hostAfter']], [host, 'new.company.example'])
  assert.equal(await addressOf(office), own, 'who asks by the old name is told by the claim')
  office.clock.pass({ seconds: 10 })
  assert.equal(await office.app.hosts.companyAt(host), undefined)
  await pass(office, 24)
  assert.equal(await claimOf(office), undefined)
})

test('a name that stays is looked at every hour, and its claim every day', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { office, dns } = hosted
  const before = dns.asked.length
  for (let hour = 0; hour < 25; hour++) await pass(office, 1)
  assert.equal(dns.asked.length, before + 25)
  assert.equal((await claimOf(office))?.companyId, 'demo')
  assert.equal((await seenHost(office)).state, 'proven')
})

test('what was proposed over another name than holds now is outdated', async (t) => {
  const { office } = await hostedOffice(t)
  const held = must(await office.app.hostSettings.set({ ...by(office), name: host }))
  assert.ok(held !== 'holds')
  await nameHost(office, 'new.company.example')
  const decided = await office.app.companyItems.decide({
    ...{ actor: office.as('owner'), ...held, decision: 'approve' },
  })
  assert.equal(refusal(decided), 'itemOutdated')
})

test('a demonstration proves a name and leads nobody there', async (t) => {
  const hosted = await hostedOffice(t, { mode: 'demo' })
  await provenHost(hosted)
  assert.equal((await seenHost(hosted.office)).address, 'http://localhost:7071/demo')
})

/** Lets something happen once, right before a claim is written. */
function overtaken() {
  let meanwhile: (() => Promise<unknown>) | undefined
  const through = (ports: Ports): Ports => {
    const batch: DocumentStore['batch'] = async (partition, writes) => {
      const once = partition.key[0] === claimIdOf(host) ? meanwhile : undefined
      if (once) meanwhile = undefined
      await once?.()
      return ports.documents.batch(partition, writes)
    }
    return { ...ports, documents: { ...ports.documents, batch } }
  }
  return { through, before: (work: () => Promise<unknown>) => void (meanwhile = work) }
}

test('of two companies that prove a name in the same moment, one has it', async (t) => {
  const { through, before } = overtaken()
  const { office, others, publish } = await hostedOffice(t, { through })
  publish(await nameHost(office), await nameHost(others))
  before(() => checkHost(others))
  assert.equal((await checkHost(office)).state, 'waiting')
  assert.equal(await office.app.hosts.companyAt(host), 'other')
  assert.equal((await checkHost(office)).found, 'taken')
})

test('a claim that changed since it was read is left to whoever changed it', async (t) => {
  const { through, before } = overtaken()
  const hosted = await hostedOffice(t, { through })
  await provenHost(hosted)
  const { office, others, publish } = hosted
  publish(await nameHost(others))
  before(() => removeHost(office))
  assert.equal((await checkHost(others)).state, 'waiting')
  assert.equal(await office.app.hosts.companyAt(host), undefined)
  assert.equal((await checkHost(others)).state, 'proven')
})

test('a company that is gone, or names another host, keeps no name from who proves it', async (t) => {
  const hosted = await hostedOffice(t)
  const value = await provenHost(hosted)
  const { office, others, publish } = hosted
  await nameHost(office, 'new.company.example')
  publish(value, await nameHost(others))
  assert.equal((await checkHost(others)).state, 'proven')
  assert.equal((await seenHost(office)).state, 'waiting', 'its new name is another matter')
})

test('a look that another one overtook records nothing', async (t) => {
  const { office, publish } = await hostedOffice(t)
  const value = await nameHost(office)
  publish(value)
  await Promise.all([checkHost(office), checkHost(office)])
  assert.deepEqual(await eventsOf(office), ['hostProven'])
})

test('whose a name is costs one read, which is remembered for a few seconds, also of names that are nobody’s', async (t) => {
  let reads = 0
  const hosted = await hostedOffice(t, {
    through: (ports) => {
      const read: DocumentStore['read'] = (partition, id) => {
        if (partition.container === 'access') reads += 1
        return ports.documents.read(partition, id)
      }
      return { ...ports, documents: { ...ports.documents, read } }
    },
  })
  await provenHost(hosted)
  const { office } = hosted
  const { hosts } = office.afresh()
  reads = 0
  for (const name of [host, host, 'nobody.example', 'nobody.example']) await hosts.companyAt(name)
  assert.equal(reads, 2)
  office.clock.pass({ seconds: 5 })
  await hosts.companyAt(host)
  assert.equal(reads, 3)
  for (let n = 0; n < 1_000; n++) await hosts.companyAt(`n${n}.example`)
  await hosts.companyAt(host)
  assert.equal(reads, 1_004, 'strangers’ names are not kept without end')
})

test('the name does not go along to another instance', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { documents } = hosted.office.ports
  const company = (await documents.read<CompanyDocument>(companyPartition('demo'), 'company'))?.value
  assert.ok(company?.host)
  assert.equal(remadeCompany(company, { secret: company.secret, formerKeys: [] }).host, undefined)
  const { items } = await documents.query({
    container: 'companies',
    key: ['demo'],
    idPrefix: 'host',
    limit: 10,
  })
  assert.deepEqual(items.map(isExported), [false])
})

test('a person is mailed a link to the proven name, and staff to the usual address', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { office } = hosted
  const ask = async () => {
    const wish = { rights: ['access'], personal: { email: 'anna@person.example' } } as const
    must(await office.app.createRequest({ companyId: 'demo', wish }))
    await office.pump()
    return mailTo(office, 'anna@person.example').text
  }
  assert.match(await ask(), /^https:\/\/data\.company\.example\/demo\/link#/m)
  assert.match(
    mailTo(office, 'owner@demo.example').text,
    /^https:\/\/privacy\.example\/demo\/staff\/settings\/host$/m,
  )
  await removeHost(office)
  assert.match(await ask(), /^https:\/\/privacy\.example\/demo\/link#/m)
})

test('a company that is closed for good leaves its name free', async (t) => {
  const hosted = await hostedOffice(t)
  await provenHost(hosted)
  const { office } = hosted
  must(await office.app.closings.begin({ actor: office.as('owner'), companyId: 'demo', as: 'company' }))
  office.clock.pass({ days: 40 })
  await office.app.closeForGood(100)
  assert.equal(await claimOf(office), undefined)
  assert.equal(await office.app.hosts.companyAt(host), undefined)
})
