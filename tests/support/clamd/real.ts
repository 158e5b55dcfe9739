/** Debian's clamd with a database of one signature, the test file of EICAR; nothing is fetched. */
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { scratchFolder } from '../scratch-folder.ts'
import type { TestContext } from 'node:test'

const program = '/usr/sbin/clamd'

export async function realClamd(t: TestContext, signature: Buffer) {
  if (!existsSync(program))
    throw new Error('this test needs clamd: apt-get install -y --no-install-recommends clamav-daemon')
  const folder = scratchFolder(t)
  const port = await freePort()
  writeFileSync(join(folder, 'local.ndb'), `Local.TestFile:0:*:${signature.toString('hex')}\n`)
  const settings = [
    `DatabaseDirectory ${folder}`,
    `TCPSocket ${port}`,
    'TCPAddr 127.0.0.1',
    'Foreground yes',
    'StreamMaxLength 4M',
    'AlertEncrypted yes',
    'AlertOLE2Macros yes',
    'AlertExceedsMax yes',
  ]
  writeFileSync(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
  const child = spawn(program, [`--config-file=${join(folder, 'clamd.conf')}`], { stdio: 'ignore' })
  const stopped = new Promise((resolve) => child.once('exit', resolve))
  t.after(async () => {
    child.kill()
    await stopped
  })
  while (!(await answers(port))) if (child.exitCode !== null) throw new Error('clamd did not start')
  return { host: '127.0.0.1', port }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => setTimeout(() => resolve(false), 20))
  })
