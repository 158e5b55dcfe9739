import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { makeBackup } from '../../../local/backup/make-backup.ts'
import { lockFolder } from '../../../shared/adapters/embedded/database.ts'
import { readConfig } from '../../../shared/config/read-config.ts'
import { reported } from '../../../tools/backup.ts'
import { restoreInstance } from '../../../tools/restore.ts'
import { must } from '../../support/application.ts'
import { runInstance, tokenIn, type RunningInstance } from '../../support/running-instance.ts'
import { scratchFolder } from '../../support/scratch-folder.ts'

const night = new Date('2026-03-02T03:00:00Z')
const nights = (count: number): Date => new Date(night.getTime() + count * 86_400_000)

async function instanceWithBackups(t: TestContext) {
  const indsigt = await runInstance(t)
  const root = join(scratchFolder(t), 'backups')
  const wish = { folder: indsigt.folder, root, keepDays: 30 }
  return { indsigt, root, backUp: (now = night) => makeBackup({ ...wish, now }) }
}

const configOf = ({ folder }: RunningInstance) => must(readConfig({ INDSIGT_DATA: folder }))

/** A request whose person followed the mailed link. */
async function requested(indsigt: RunningInstance, email: string): Promise<void> {
  const wish = { rights: ['access'], email }
  await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: wish })
  const [mail] = await indsigt.mails(email)
  await indsigt.call('POST', '/api/v1/links/redeem', { body: { token: tokenIn(mail) } })
}

async function listed(indsigt: RunningInstance): Promise<number> {
  const token = await indsigt.signIn('manager@demo.example')
  const { body } = await indsigt.call('GET', '/api/v1/requests', { token })
  return (body as { readonly value: readonly unknown[] }).value.length
}

test('a folder that is lost comes back from a backup that was made while people worked', async (t) => {
  const { indsigt, root, backUp } = await instanceWithBackups(t)
  await requested(indsigt, 'anna@mail.example')
  const before = await listed(indsigt)
  const work = { goesOn: true }
  const worked = (async () => {
    while (work.goesOn)
      await indsigt.call('POST', '/api/v1/companies/demo/sign-in', { body: { email: 'user@demo.example' } })
  })()

  const report = await backUp()
  work.goesOn = false
  await worked
  await indsigt.kill()
  rmSync(indsigt.folder, { recursive: true })

  const lines = await restoreInstance(configOf(indsigt), report.path, nights(1))
  assert.match(lines.join('\n'), /^Purged since, and purged again: 0\.$/m)
  await indsigt.restart()
  assert.equal(await listed(indsigt), before)
  await requested(indsigt, 'bo@mail.example')
  assert.equal(await listed(indsigt), before + 1, 'and it goes on')
  assert.equal(statSync(root).mode & 0o777, 0o700)
})

test('a backup takes no room for what the one before has, and the oldest go', async (t) => {
  const { indsigt, root, backUp } = await instanceWithBackups(t)
  await requested(indsigt, 'anna@mail.example')
  mkdirSync(join(root, '2026-03-01T030000Z.unfinished'), { recursive: true })
  mkdirSync(join(root, 'notes'))
  const first = await backUp()
  const second = await backUp(nights(1))
  assert.equal(first.linked, 0)
  assert.equal(second.linked, second.files - 1, 'all but the database')

  const third = await backUp(nights(31))

  assert.deepEqual(third.removed, ['2026-03-02T030000Z'])
  assert.match(reported(third).join('\n'), /removed: 2026-03-02T030000Z$/m)
  assert.doesNotMatch(reported(second).join('\n'), /removed/)
  assert.deepEqual(
    readdirSync(root)
      .filter((name) => name !== 'lock.sqlite')
      .toSorted(),
    ['2026-03-03T030000Z', '2026-04-02T030000Z', 'notes', 'purge-ledger', 'shares'],
  )
})

test('two backups at once do not get into each other’s way', async (t) => {
  const { root, backUp } = await instanceWithBackups(t)
  const lock = lockFolder(root)
  t.after(() => lock.release())

  await assert.rejects(backUp(), { code: 'dataFolderInUse' })
})

test('a key that was destroyed after the backup is in no backup any more, and no restore brings it back', async (t) => {
  const { indsigt, root, backUp } = await instanceWithBackups(t)
  await requested(indsigt, 'anna@mail.example')
  const { path } = await backUp()
  const shares = readdirSync(join(root, 'shares'))
  const [doomed = assert.fail('no share')] = shares
  await indsigt.stop()
  rmSync(join(indsigt.folder, 'shares', doomed))
  writeFileSync(
    join(indsigt.folder, 'shares', 'demo.another.share'),
    'a share that is younger than the backup',
  )

  const lines = await restoreInstance(configOf(indsigt), path, nights(1))

  assert.match(lines.join('\n'), /What was there is in .*\.replaced-2026-03-03T030000Z/)
  t.after(() => rmSync(`${indsigt.folder}.replaced-2026-03-03T030000Z`, { recursive: true }))
  assert.equal(existsSync(join(indsigt.folder, 'shares', doomed)), false)
  await backUp(nights(2))
  assert.equal(existsSync(join(root, 'shares', doomed)), false)
})

test('a backup that was changed is refused by the name of the file, and nothing is moved', async (t) => {
  const { indsigt, backUp } = await instanceWithBackups(t)
  const { path } = await backUp()
  const [key = assert.fail('no key')] = readdirSync(join(path, 'keys'))
  writeFileSync(join(path, 'keys', key), '{}')
  await indsigt.stop()

  await assert.rejects(restoreInstance(configOf(indsigt), path, nights(1)), {
    code: 'dataFolderDamaged',
    file: join(path, 'keys', key),
  })

  rmSync(join(path, 'keys', key))
  await assert.rejects(restoreInstance(configOf(indsigt), path, nights(1)), { code: 'dataFolderDamaged' })
  await indsigt.restart()
})

test('what is no backup is said to be none, and nothing is moved', async (t) => {
  const { indsigt, root } = await instanceWithBackups(t)
  await indsigt.stop()

  await assert.rejects(restoreInstance(configOf(indsigt), join(root, 'nothing'), night), {
    code: 'dataFolderIncomplete',
    part: join(root, 'nothing', 'files.jsonl'),
  })
  await indsigt.restart()
})

test('nothing is restored under a running instance', async (t) => {
  const { indsigt, backUp } = await instanceWithBackups(t)
  const { path } = await backUp()

  await assert.rejects(restoreInstance(configOf(indsigt), path, nights(1)), { code: 'dataFolderInUse' })

  assert.equal((await indsigt.call('GET', '/api/v1/health/live')).status, 200)
})
