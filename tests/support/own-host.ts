// Companies that name host names of their own, over a name server on this machine.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import { createHostNames } from '../../shared/adapters/dns/host-names.ts'
import type { HostClaim } from '../../shared/application/hosts/host-documents.ts'
import { claimIdOf, claimPartition } from '../../shared/application/hosts/host-documents.ts'
import type { SeenHost } from '../../shared/application/hosts/host-settings.ts'
import { proofNameOf } from '../../shared/domain/companies/host-name.ts'
import { must, openOffice, otherSide } from './application.ts'
import type { Office, OfficeOptions } from './application.ts'
import { nameServer } from './name-server.ts'
import type { NameServer, Zone } from './name-server.ts'

/** Of an instance that serves. */
export const publicUrl = 'https://privacy.example'

export const host = 'data.company.example'

export type Hosted = {
  readonly office: Office
  /** The same as the other company sees it. */
  readonly others: Office
  readonly dns: NameServer
  /** What stands at the name of the proof, each as one record. */
  readonly publish: (...texts: readonly string[]) => void
  readonly broken: (how: 'servfail' | 'silent') => void
}

export async function hostedOffice(t: TestContext, options: OfficeOptions = {}): Promise<Hosted> {
  const dns = await nameServer(t, {})
  const hostNames = createHostNames({ servers: [dns.address], patienceMs: 150 })
  const through = (ports: Parameters<NonNullable<OfficeOptions['through']>>[0]) => {
    const own = options.through?.(ports) ?? ports
    const settings = { ...own.settings, ...(own.settings.mode === 'serve' && { publicUrl }) }
    return { ...own, hostNames, settings }
  }
  const office = await openOffice(t, { mode: 'serve', ...options, through })
  const serve = (known: Zone[string]) => dns.serve({ [proofNameOf(host)]: known })
  return {
    ...{ office, others: otherSide(office), dns },
    publish: (...texts) => serve({ TXT: texts.map((text) => [text]) }),
    broken: serve,
  }
}

const by = (office: Office) => {
  const actor = office.as('admin')
  return { actor, companyId: actor.companyId }
}

export const seenHost = async (office: Office): Promise<SeenHost> =>
  must(await office.app.hostSettings.view(by(office))).seen

export const checkHost = async (office: Office): Promise<SeenHost> =>
  must(await office.app.hostSettings.check(by(office))).seen

export const removeHost = async (office: Office): Promise<void> =>
  must(await office.app.hostSettings.remove(by(office)))

/** Named by the administrator, and approved by the owner. Answers what has to be published. */
export async function nameHost(office: Office, name = host): Promise<string> {
  const held = must(await office.app.hostSettings.set({ ...by(office), name }))
  if (held !== 'holds')
    must(
      await office.app.companyItems.decide({
        ...{ actor: office.as('owner'), decision: 'approve', ...held },
      }),
    )
  const { record } = await seenHost(office)
  assert.ok(record, 'it is named')
  return record.value
}

/** As after both steps, with the record published. */
export async function provenHost({ office, publish }: Hosted): Promise<string> {
  const value = await nameHost(office)
  publish(value)
  assert.equal((await checkHost(office)).state, 'proven')
  return value
}

export const claimOf = async (office: Office, name = host) =>
  (await office.ports.documents.read<HostClaim>(claimPartition(name), claimIdOf(name)))?.value
