// The TypeScript client as npm would install it: packed, unpacked, and nothing else beside it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../clients/typescript/', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] }

/** A folder in which programs can import the client; `after` takes it away. */
export function installedClient(after: (end: () => void) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-client-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const build = join(folder, 'build')
  cpSync(source, build, { recursive: true, filter: (path) => !path.endsWith('/dist') })
  execFileSync(process.execPath, [join(root, 'node_modules/.bin/tsc'), '-p', build], { stdio: 'inherit' })
  const said = execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', folder], {
    cwd: build,
    encoding: 'utf8',
    env: { ...process.env, npm_config_update_notifier: 'false' },
  })
  const [packed] = Object.values(JSON.parse(said) as readonly Packed[])
  assert.ok(packed, 'npm pack says what it packed')
  const modules = join(folder, 'node_modules/@indsigt/client')
  mkdirSync(modules, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', modules, '--strip-components=1'])
  return { folder, root, files: packed.files.map(({ path }) => path) }
}
