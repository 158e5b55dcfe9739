import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'

import { calculateJwkThumbprint } from 'jose'

import { createKeyVault } from '../../shared/adapters/embedded/keys.ts'
import { signKeyName } from '../../shared/application/companies/company-document.ts'
import { signReceipt } from '../../shared/application/consent/sign-receipt.ts'
import { compactForCompany } from '../../shared/application/keys/company-signature.ts'
import { receiptOf } from '../../shared/domain/consent/receipt.ts'
import { canonicalBytes } from '../../shared/domain/evidence/canonical.ts'
import { must, openOffice } from '../support/application.ts'
import { someFacts } from '../support/receipt-facts.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { verifyReceipt } from '../../tools/verify-receipt.ts'

const name = signKeyName('demo')
type Json = Record<string, unknown>

/** What the company signs, and its published keys as a file. */
async function signing(t: TestContext) {
  const vault = createKeyVault(scratchFolder(t))
  await vault.ensure(name, 'sign')
  const { publicKey, publicKeys, sign } = vault
  const office = await openOffice(t, {
    through: (ports) => ({ ...ports, keys: { ...ports.keys, publicKey, publicKeys, sign } }),
  })
  return {
    office,
    rotate: () => vault.rotate(name),
    receipt: async () => signReceipt(office.ports, 'demo', receiptOf(someFacts())),
    keys: async () => fileWith(t, { keys: must(await office.app.publicKeys('demo')) }),
  }
}

function fileWith(t: TestContext, value: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-receipt-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'file.json')
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

const failuresIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith('FAIL'))

test('a receipt passes against the published keys, also after the key was rotated and the file was indented', async (t) => {
  const { receipt, rotate, keys, office } = await signing(t)
  const signed = await receipt()
  await rotate()
  const [, former] = must(await office.app.publicKeys('demo'))

  const { genuine, lines } = await verifyReceipt(JSON.stringify(signed, undefined, 4), await keys())

  assert.deepEqual(lines, [
    'ok    every field that ISO/IEC TS 27560 demands is there',
    `ok    the signature is valid, key ${former?.kid ?? ''}`,
    `note  thumbprint of the key (RFC 7638): ${await calculateJwkThumbprint({ ...former })}`,
    'GENUINE: the receipt is as it was signed',
  ])
  assert.equal(genuine, true)
})

test('with the key of the receipt alone the command warns plainly what that proves', async (t) => {
  const { receipt } = await signing(t)

  const { genuine, lines } = await verifyReceipt(JSON.stringify(await receipt()))

  assert.equal(genuine, true)
  assert.ok(lines.some((line) => line.includes('anyone could have made both: compare the thumbprint')))
})

test('whatever is changed in a receipt, added to it or left out of it is found', async (t) => {
  const { receipt, keys } = await signing(t)
  const published = await keys()
  const { signature, ...signed } = JSON.parse(JSON.stringify(await receipt())) as Json
  const tampered: Json[] = [{ ...signed, more: 'said' }]
  for (const change of changesOf(signed)) {
    const copy = structuredClone(signed)
    change(copy)
    tampered.push(copy)
  }

  assert.ok(tampered.length > 200, `only ${String(tampered.length)} changes`)
  for (const one of tampered) {
    const { genuine, lines } = await verifyReceipt(JSON.stringify({ ...one, signature }), published)
    assert.equal(genuine, false, JSON.stringify(one))
    assert.ok(failuresIn(lines).some((line) => line.includes('the signature does not verify')))
  }
})

/** A change to each value, and the loss of each member, however deep. */
function changesOf(value: unknown, path: readonly string[] = []): ((copy: Json) => void)[] {
  const at = (copy: Json) => path.slice(0, -1).reduce((inner, key) => inner[key] as Json, copy)
  const key = path.at(-1) ?? ''
  const here = path.length === 0 ? [] : [(copy: Json) => void delete at(copy)[key]]
  if (typeof value === 'object' && value !== null)
    return [...here, ...Object.entries(value).flatMap(([name, inner]) => changesOf(inner, [...path, name]))]
  return [
    ...here,
    (copy: Json) => void (at(copy)[key] = typeof value === 'number' ? value + 1 : `${String(value)}x`),
  ]
}

test('a receipt that another company signed is not this company’s', async (t) => {
  const [ours, other] = [await signing(t), await signing(t)]

  const { lines } = await verifyReceipt(JSON.stringify(await other.receipt()), await ours.keys())

  assert.equal(failuresIn(lines).length, 1)
})

test('another signature of the company is not that of a receipt', async (t) => {
  const { office, keys } = await signing(t)
  const receipt = receiptOf(someFacts())
  const payload = canonicalBytes(receipt)
  const [header, , end] = (
    await compactForCompany(office.ports, { companyId: 'demo', payload, typ: 'other' })
  ).split('.')

  const text = JSON.stringify({ ...receipt, signature: `${String(header)}..${String(end)}` })

  assert.match(failuresIn((await verifyReceipt(text, await keys())).lines)[0] ?? '', /that of something else/)
})

test('what is no receipt, or is signed by nobody, is refused with a reason', async (t) => {
  const { receipt, keys } = await signing(t)
  const { signature, ...signed } = await receipt()
  const [header = '', , end = ''] = signature.split('.')
  const bare = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'indsigt-receipt+jws' })).toString('base64url')
  const twice = JSON.stringify({ ...signed, signature }).replace(
    '{',
    '{"dct:created":"2020-01-01T00:00:00.000Z",',
  )
  const refused: readonly (readonly [string, RegExp])[] = [
    ['{', /cannot be read/],
    ['[]', /is not a JSON object/],
    ['7', /is not a JSON object/],
    [twice, /stands in it twice/],
    [JSON.stringify(signed), /not a detached compact JWS/],
    [JSON.stringify({ ...signed, signature: `${header}.x.${end}` }), /not a detached compact JWS/],
    [JSON.stringify({ ...signed, signature: `${bare}..${end}` }), /carries no key/],
    [JSON.stringify({ ...signed, signature: `${header}..AAAA` }), /does not verify/],
  ]

  for (const [text, reason] of refused)
    assert.match(failuresIn((await verifyReceipt(text)).lines).join(), reason)
  const none = fileWith(t, { keys: [{ kid: 'another' }] })
  assert.match(
    failuresIn((await verifyReceipt(JSON.stringify({ ...signed, signature }), none)).lines).join(),
    /has no key/,
  )
  assert.equal((await verifyReceipt(JSON.stringify({ ...signed, signature }), await keys())).genuine, true)
})

test('the command verifies a file, and says by its exit code whether it is genuine', async (t) => {
  const { receipt, keys } = await signing(t)
  const signed = await receipt()
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, ['tools/verify-receipt.ts', ...args]).then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout + error.stderr,
      }),
    )

  const genuine = await run(fileWith(t, signed), '--key', await keys())
  const changed = await run(fileWith(t, { ...signed, 'dct:language': 'da' }), '--key', await keys())

  assert.match(genuine.output, /GENUINE: the receipt is as it was signed\n$/)
  assert.match(changed.output, /NOT GENUINE/)
  assert.match((await run()).output, /usage: npm run verify-receipt/)
  assert.deepEqual([genuine.code, changed.code, (await run()).code], [0, 1, 1])
})
