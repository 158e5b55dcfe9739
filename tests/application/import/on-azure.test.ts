// From a machine to Azure and back to a machine: documents, blobs, shares and keys through the genuine SDKs, to doubles here.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { azureStores } from '../../../shared/composition/azure-stores.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { readConfig } from '../../../shared/config/read-config.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import {
  must,
  openOffice,
  type Office,
  type OfficeOptions,
  type TestClock,
} from '../../support/application.ts'
import { startHome } from '../../support/azure-home.ts'
import { busyCompany } from '../../support/busy-company.ts'
import { assertSame, blobsOf, exportedFor, filesIn } from '../../support/exported.ts'

const nobody = async (): Promise<void> => undefined

/** An instance on Azure on which nothing was opened yet. Its vault makes keys of their own length, and takes its time. */
function onAzure(t: TestContext, at: Date) {
  const elsewhere = async ({ now }: TestClock) => {
    const home = await startHome({ now, deliver: nobody, deliverSms: nobody })
    t.after(home.stop)
    const { adapters } = must(readConfig(home.settings))
    const { documents, blobs, shares, keys } = azureStores(adapters, {
      ...{ clock: { now }, log: { write: () => undefined } },
    })
    assert.ok(documents && blobs && shares && keys)
    return { documents, blobs, shares, keys }
  }
  const options: OfficeOptions = { empty: { at }, elsewhere }
  return openOffice(t, options)
}

test('a company goes from a machine to Azure and on to another machine, and is the same each time', async (t) => {
  const { office } = await busyCompany(t)
  const azure = await onAzure(t, office.clock.now())
  const last = await openOffice(t, { empty: { at: office.clock.now() } })
  const files = await exportedFor(office, azure)

  const secondRun = () => azure.app.importCompany.run(filesIn(files))
  const { ports, told } = interruptedBy(azure, secondRun)
  must(await createApp(ports).importCompany.run(filesIn(files)))
  const until = new Date(azure.clock.now().getTime() + 300_000).toISOString()
  assert.deepEqual(await told(), { ok: false, error: { code: 'importRunning', until } })
  await azure.pump()
  assert.deepEqual(await blobsOf(azure.ports), await blobsOf(office.ports))

  const onward = await exportedFor(azure, last)
  assertSame(files, onward)
  must(await last.app.importCompany.run(filesIn(onward)))
  await last.pump()
  assertSame(onward, await exportedFor(last, last))
})

/** The same stores, in which something is asked once while requests are written. */
function interruptedBy({ ports }: Office, asks: () => Promise<unknown>) {
  let told: Promise<unknown> | undefined
  const batch: Ports['documents']['batch'] = async (partition, writes) => {
    if (partition.container === 'requests') await (told ??= asks())
    return ports.documents.batch(partition, writes)
  }
  return { ports: { ...ports, documents: { ...ports.documents, batch } }, told: async () => told }
}
