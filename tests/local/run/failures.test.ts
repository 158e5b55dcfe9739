import assert from 'node:assert/strict'
import {
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'

import { openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'
import { runInstance, runToEnd } from '../../support/running-instance.ts'

test('a second process on the same folder says so and ends, and the first goes on unharmed', async (t) => {
  const indsigt = await runInstance(t)
  const files = readdirSync(indsigt.folder)

  const { code, errors } = await runToEnd(indsigt.folder)

  assert.equal(code, 1)
  assert.equal(
    errors,
    `${indsigt.folder} is in use by another process. Stop it, or choose another folder with INDSIGT_DATA.\n`,
  )
  assert.deepEqual(readdirSync(indsigt.folder), files)
  assert.ok(await indsigt.signIn('manager@demo.example'))
  assert.equal(await indsigt.stop(), 0)
  await indsigt.restart()
  assert.ok(await indsigt.signIn('manager@demo.example'))
})

test('a damaged database is named, nothing is repaired behind anybody’s back, and the process ends', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.stop()
  const file = join(indsigt.folder, 'indsigt.sqlite')
  writeSync(openSync(file, 'r+'), Buffer.alloc(20_000, 0x5a), 0, 20_000, 0)
  const damaged = readFileSync(file)

  const { code, errors } = await runToEnd(indsigt.folder)

  assert.equal(code, 1)
  assert.match(errors, /^\S+indsigt\.sqlite is damaged\. [^\n]*backup[^\n]*\n$/)
  assert.deepEqual(readFileSync(file), damaged)
})

test('a lost stamp of the mode, or one that says something else, is no way into the other mode', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.stop()
  writeFileSync(join(indsigt.folder, 'mode'), 'something')

  const { code, errors } = await runToEnd(indsigt.folder, { INDSIGT_BIND: '127.0.0.1' })

  assert.equal(code, 1)
  assert.match(errors, /mode is damaged\./)
})

test('a folder that lost a part says which, what to do, and is not touched; put back, it starts again', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.stop()
  const aside = join(indsigt.folder, 'aside')

  for (const part of ['keys', 'shares', 'blobs', 'mode', 'indsigt.sqlite']) {
    const place = join(indsigt.folder, part)
    renameSync(place, aside)
    const { code, errors } = await runToEnd(indsigt.folder)

    assert.equal(code, 1, part)
    assert.match(errors, /^\S+ is missing\. [^\n]+\n$/, part)
    assert.ok(errors.startsWith(`${place} is missing. `), part)
    assert.throws(() => statSync(place), /ENOENT/)
    renameSync(aside, place)
  }

  await indsigt.restart()
  assert.ok(await indsigt.signIn('manager@demo.example'))
})

test('a folder of keys that was emptied is found out at the start, before new keys are made', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.stop()
  const keys = join(indsigt.folder, 'keys')
  for (const name of readdirSync(keys)) rmSync(join(keys, name))

  const { code, errors } = await runToEnd(indsigt.folder)

  assert.equal(code, 1)
  assert.ok(errors.startsWith(`${keys} is missing. `), errors)
  assert.deepEqual(readdirSync(keys), [])
})

test('without the database’s write-ahead file a folder that was stopped starts as before', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.stop()
  for (const ending of ['-wal', '-shm'])
    rmSync(join(indsigt.folder, `indsigt.sqlite${ending}`), { force: true })

  await indsigt.restart()

  assert.ok(await indsigt.signIn('manager@demo.example'))
})

/** With one request, and killed: what was written last lies in the write-ahead file. */
async function killedWithRequest(t: Parameters<typeof runInstance>[0]) {
  const indsigt = await runInstance(t)
  const wish = { rights: ['access'], email: 'person@example.org' }
  assert.equal((await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: wish })).status, 202)
  assert.equal((await indsigt.mails('person@example.org')).length, 1)
  await indsigt.kill()
  const fileOf = (name: string) => join(indsigt.folder, name)
  return { indsigt, fileOf, writeAhead: fileOf('indsigt.sqlite-wal') }
}

test('after a kill, what was written last is missed when its file is gone, empty or cut; put back, it is all there', async (t) => {
  const { indsigt, writeAhead } = await killedWithRequest(t)
  const whole = readFileSync(writeAhead)

  for (const lose of [() => rmSync(writeAhead), () => writeFileSync(writeAhead, '')]) {
    lose()
    const { code, errors } = await runToEnd(indsigt.folder)

    assert.equal(code, 1)
    assert.match(errors, /^\S+ is missing\. [^\n]+\n$/)
    assert.ok(errors.startsWith(`${writeAhead} is missing. `), errors)
  }

  const [header, frame] = [32, 24 + 4096]
  for (const length of [header + frame, header + frame + 100]) {
    writeFileSync(writeAhead, whole.subarray(0, length))
    const { code, errors } = await runToEnd(indsigt.folder)

    assert.equal(code, 1)
    assert.ok(errors.startsWith(`${writeAhead} is damaged. Stop, and put it back`), errors)
  }

  writeFileSync(writeAhead, whole)
  await indsigt.restart()
  assert.equal((await indsigt.mails('person@example.org')).length, 1)
})

test('who goes on without what was written last has the company as it was, under its own keys', async (t) => {
  const { indsigt, fileOf, writeAhead } = await killedWithRequest(t)
  for (const file of [writeAhead, fileOf('indsigt.sqlite-shm'), fileOf('not-stopped')]) rmSync(file)
  const db = new DatabaseSync(fileOf('indsigt.sqlite'), { readOnly: true })
  const secret = `SELECT body ->> '$.secret' AS secret FROM documents_companies WHERE id = 'company'`
  const before = db.prepare(secret).get()
  db.close()
  assert.ok(before?.['secret'])

  await indsigt.restart()

  assert.ok(await indsigt.signIn('manager@demo.example'))
  await indsigt.stop()
  const after = new DatabaseSync(fileOf('indsigt.sqlite'), { readOnly: true })
  t.after(async () => after.close())
  assert.deepEqual(after.prepare(secret).get(), before)
})

test('a folder of shares that was emptied after a kill is missed, until somebody says that they are lost', async (t) => {
  const { indsigt, fileOf } = await killedWithRequest(t)
  const shares = fileOf('shares')
  for (const name of readdirSync(shares)) rmSync(join(shares, name))

  const { code, errors } = await runToEnd(indsigt.folder)

  assert.equal(code, 1)
  assert.match(errors, /^\S+ is missing\. [^\n]+\n$/)
  assert.ok(errors.startsWith(`${shares} is missing. `), errors)
  writeFileSync(join(shares, 'lost'), '')
  await indsigt.restart()
  assert.equal((await indsigt.mails('person@example.org')).length, 1)
})

test('a database that knows no company beside shares is refused, before a company is made anew', async (t) => {
  const { indsigt, fileOf, writeAhead } = await killedWithRequest(t)
  for (const file of [fileOf('indsigt.sqlite'), writeAhead, fileOf('not-stopped')]) rmSync(file)
  rmSync(fileOf('indsigt.sqlite-shm'))
  openDatabase(indsigt.folder).close()
  assert.equal(statSync(fileOf('indsigt.sqlite')).size, 4096)

  const { code, errors } = await runToEnd(indsigt.folder)

  assert.equal(code, 1)
  assert.match(errors, /^\S+indsigt\.sqlite is damaged\. It knows no company, [^\n]*backup[^\n]*\n$/)
})

test('a port in use is named, and the folder stays free', async (t) => {
  const folder = folderFor(t)
  const server = net.createServer().listen(0, '127.0.0.1')
  t.after(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo

  const { code, errors } = await runToEnd(folder, { PORT: String(port) })

  assert.equal(code, 1)
  assert.equal(
    errors,
    `Port ${port} is in use by another process. Stop it, or choose another port with PORT.\n`,
  )
  const indsigt = await runInstance(t, { folder })
  assert.ok(await indsigt.signIn('manager@demo.example'))
})

test('a folder that is a file, and an address of another machine, are named in one line', async (t) => {
  const file = join(folderFor(t), 'file')
  writeFileSync(file, '')

  assert.match(
    (await runToEnd(file)).errors,
    /^The data folder \S+ cannot be used \(\w+\)\. Choose another with INDSIGT_DATA\.\n$/,
  )
  const elsewhere = await runToEnd(folderFor(t), { INDSIGT_BIND: '192.0.2.1' })
  assert.equal(
    elsewhere.errors,
    '192.0.2.1 is not an address of this machine. Choose another with INDSIGT_BIND.\n',
  )
})

test('every wrong setting is named at once, and nothing is made', async (t) => {
  const folder = folderFor(t)
  rmSync(folder, { recursive: true })

  const { code, errors } = await runToEnd(folder, { PORT: 'x', PUBLIC_URL: 'ftp://a', COSMOS_KEY: 'secret' })

  assert.equal(code, 1)
  assert.deepEqual(errors.match(/^The setting \w+/gm), [
    'The setting PORT',
    'The setting PUBLIC_URL',
    'The setting COSMOS_ENDPOINT',
  ])
  assert.ok(!errors.includes('secret'))
  assert.throws(() => readdirSync(folder), /ENOENT/)
})
