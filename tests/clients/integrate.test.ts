// docs/integrate.md does what it says: its snippets run in order, in the shell and by the packed client.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { runInstance } from '../support/running-instance.ts'
import { installedClient } from './packed-client.ts'

const run = promisify(execFile)
const page = readFileSync(new URL('../../docs/integrate.md', import.meta.url), 'utf8')
const instance = await runInstance({ after })
const { folder, root, files } = installedClient(after)
const env = { ...process.env, INDSIGT_URL: instance.url }

const snippets = (language: string): string =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))]
    .map(([, text]) => text)
    .join('\n')

test('what the page for integrators shows in the shell works, from sign-in to download', async () => {
  const script = `set -euo pipefail\n${snippets('sh')}\ntest -s package.zip\n`

  await run('bash', ['-c', script], { cwd: folder, env, timeout: 120_000 })
})

test('what it shows in TypeScript is typed, and works by the packed client alone', async () => {
  const program = join(folder, 'integrate.mts')
  writeFileSync(program, snippets('ts'))
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'))

  const check = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
    program,
  ]
  execFileSync(process.execPath, [join(root, 'node_modules/.bin/tsc'), ...check], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    cwd: folder,
    env,
    timeout: 120_000,
  })
})

test('the package has its code and its types, and nothing else', () => {
  assert.deepEqual(files.filter((path) => !path.startsWith('dist/')).sort(), ['README.md', 'package.json'])
  for (const name of ['index', 'client', 'send', 'problem', 'generated'])
    for (const end of ['js', 'd.ts']) assert.ok(files.includes(`dist/${name}.${end}`), `${name}.${end}`)
})
