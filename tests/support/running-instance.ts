import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../local/main.ts', import.meta.url))

/** Only an actual hang takes so long: the machine may be busy with other tests. */
const longestStartMs = 60_000

type Settings = Readonly<Record<string, string>>

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

export type SentMail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: string
}

export type Call = { readonly token?: string; readonly body?: unknown; readonly headers?: Settings }

export type RunningInstance = {
  /** Stays the same over a restart. */
  readonly url: string
  readonly folder: string
  /** Of the process that runs now. */
  readonly pid: () => number | undefined
  /** All that it wrote, to both outputs, over all its starts. */
  readonly output: () => string
  /** How long the last start took, to the line that says it is ready. */
  readonly startMs: () => number
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** One call: `body` goes as JSON, and comes back parsed where it is JSON, as text where it is not. */
  readonly call: (method: string, path: string, call?: Call) => Promise<Answer>
  /** Newest first, after everything under way is done. */
  readonly mails: (to: string) => Promise<readonly SentMail[]>
  /** Moves the clock and answers what it then says. */
  readonly advance: (duration: string) => Promise<Date>
  /** By mailed link; the access token. Sessions age with the clock: sign in again after an advance. */
  readonly signIn: (email: string) => Promise<string>
  /** As a power cut does it. */
  readonly kill: () => Promise<void>
  /** Starts again on the same folder and port. */
  readonly restart: () => Promise<void>
  /** As Ctrl-C does it; the exit code. */
  readonly stop: () => Promise<number | null>
}

/** `npm start` in a process of its own on a folder and port of its own, until the test ends. */
export async function runInstance(
  t: { readonly after: (end: () => Promise<void>) => void },
  {
    folder = mkdtempSync(join(tmpdir(), 'indsigt-')),
    settings = {},
  }: { folder?: string; settings?: Settings } = {},
): Promise<RunningInstance> {
  const written: string[] = []
  const begin = (port: string) => launch(folder, { PORT: port, ...settings }, written)
  const running: { child: ChildProcess; url: string; ms: number } = await begin('0')
  t.after(async () => {
    // Gently, so that what it ran counts as covered; a stop that hangs is no reason to wait.
    await Promise.race([end(running.child, 'SIGTERM'), wait(15_000, undefined, { ref: false })])
    await end(running.child, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  const { url } = running
  const call = calls(url)
  const advance = async (duration: string): Promise<Date> => {
    const { status, body } = await call('POST', '/_local/clock', { body: { advance: duration } })
    assert.equal(status, 200, JSON.stringify(body))
    return new Date((body as { readonly now: string }).now)
  }
  const mails = async (to: string): Promise<readonly SentMail[]> => {
    await advance('PT0S')
    const { body } = await call('GET', `/_local/mail?to=${encodeURIComponent(to)}`)
    return body as readonly SentMail[]
  }

  return {
    ...{ url, folder, call, advance, mails },
    pid: () => running.child.pid,
    output: () => written.join(''),
    startMs: () => running.ms,
    fetch: (path, init) => fetch(`${url}${path}`, init),
    signIn: async (email) => {
      await call('POST', '/api/v1/companies/demo/sign-in', { body: { email } })
      const [newest] = await mails(email)
      const { status, body } = await call('POST', '/api/v1/links/redeem', {
        body: { token: tokenIn(newest) },
      })
      assert.equal(status, 200, JSON.stringify(body))
      return (body as { readonly accessToken: string }).accessToken
    },
    kill: async () => void (await end(running.child, 'SIGKILL')),
    restart: async () => void Object.assign(running, await begin(new URL(url).port)),
    stop: () => end(running.child, 'SIGTERM'),
  }
}

/** The token of the first link in a mail. */
export function tokenIn(mail: Pick<SentMail, 'text'> | undefined): string {
  const token = /#(\S+)/.exec(mail?.text ?? '')?.[1]
  assert.ok(token, 'the mail has a link')
  return token
}

/** A start that is expected to fail: what it says and its exit code. */
export async function runToEnd(folder: string, settings: Settings = {}) {
  const child = spawnProgram(folder, { PORT: '0', ...settings })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: child.exitCode, output, errors }
}

function spawnProgram(folder: string, settings: Settings) {
  const own = ['PORT', 'INDSIGT_BIND', 'PUBLIC_URL', 'NODE_TEST_CONTEXT', 'NODE_OPTIONS']
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)))
  const env = { ...inherited, INDSIGT_DATA: folder, ...settings }
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function launch(folder: string, settings: Settings, written: string[]) {
  const begun = performance.now()
  const child = spawnProgram(folder, settings)
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => void written.push(chunk.toString()))
  const url = await readyUrl(child)
  return { child, url, ms: performance.now() - begun }
}

/** Keeps reading afterwards, so that a full pipe never stops the process. */
function readyUrl(child: ReturnType<typeof spawnProgram>): Promise<string> {
  let [output, errors] = ['', '']
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`Indsigt ${why}\n${output}${errors}`))
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      fail('did not become ready')
    }, longestStartMs)
    child.stderr.on('data', (chunk: Buffer) => (errors = `${errors}${chunk}`.slice(-4000)))
    child.stdout.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-4000)
      const url = /^Indsigt is ready: (\S+)$/m.exec(output)?.[1]
      if (url === undefined) return
      clearTimeout(patience)
      resolve(url)
    })
    child.once('exit', (code) => {
      clearTimeout(patience)
      fail(`ended with code ${code}`)
    })
  })
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}

function calls(url: string): RunningInstance['call'] {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const received = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(received) : received,
    }
  }
}
