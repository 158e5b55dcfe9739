import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'
import { build, layOut } from '../../tools/build.ts'
import { wordless } from '../../tools/without-words.ts'
import { functionTable } from '../support/function-table.ts'

test('the bundle registers its functions with the core that the worker gives, and loads the rest when needed', async (t) => {
  const folder = project(t, {
    'main.ts': `
      import { app } from '@azure/functions'
      app.http('work', { route: 'work', handler: async () => ({ body: (await import('./work.ts')).work }) })
      export const later = () => import('./work.ts')
    `,
    'work.ts': "export const work = 'done'",
  })

  const report = await build(join(folder, 'main.ts'), join(folder, 'dist'))
  const rows = await functionTable(() => import(pathToFileURL(join(folder, 'dist/main.mjs')).href))

  assert.deepEqual(rows, ['work | httpTrigger | GET,POST | work | anonymous'])
  assert.equal(report.lazyChunks, 1)
  assert.ok(report.startBytes > 0 && report.lazyBytes > 0)
  assert.deepEqual(report.tooEager, [])
})

test('the page to try the API finds its files beside the bundle', (t) => {
  const folder = project(t, {})

  layOut(join(folder, 'dist'))

  assert.deepEqual(readdirSync(join(folder, 'dist/swagger-ui')).sort(), [
    'LICENSE',
    'NOTICE',
    'swagger-ui-bundle.js',
    'swagger-ui.css',
  ])
})

test('the document of the API lies beside the bundle as it was written', (t) => {
  const folder = project(t, {})

  layOut(join(folder, 'dist'))

  assert.equal(
    readFileSync(join(folder, 'dist/openapi.json'), 'utf8'),
    readFileSync('docs/openapi.json', 'utf8'),
  )
})

test('what an operation says of itself is left out, and every other place of the source stays where it is', () => {
  const source = `
    const words = { summary: 'not of an operation' }
    staff(
      {
        operationId: 'list',
        summary: 'A list',
        ...{ tags, security },
        query: [
          { name: 'limit', description: '1 to 100' },
          { name: 'after', description: 'Where it ended' },
        ],
        responses: [{ status: 200, description: 'One page' }],
      },
      async () => json(200, { description: 'of the answer' }),
    )`

  const bare = wordless(source)

  const lines = bare.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '))
  assert.deepEqual(lines, [
    '',
    "const words = { summary: 'not of an operation' }",
    'staff(',
    '{',
    "operationId: 'list',",
    '',
    '...{ tags, security },',
    'query: [',
    "{ name: 'limit', },",
    "{ name: 'after', },",
    '],',
    '',
    '},',
    "async () => json(200, { description: 'of the answer' }),",
    ')',
  ])
  assert.equal(bare.length, source.length)
})

test('a heavy package that every cold start would read is named', async (t) => {
  const folder = project(t, {
    'main.ts': "import './port.ts'",
    'port.ts': "import { app } from 'durable-functions'\nexport const hub = app",
  })

  const report = await build(join(folder, 'main.ts'), join(folder, 'dist'))

  assert.deepEqual(report.tooEager, ['durable-functions'])
})

test('a cold start reads one file, and what loads later shares its modules and their state', async (t) => {
  const folder = project(t, {
    'main.ts': `
      import { app } from '@azure/functions'
      import { count } from './shared.ts'
      count()
      app.http('work', { route: 'work', handler: async () => ({ body: await later() }) })
      export const later = async () => (await import('./work.ts')).work()
    `,
    'shared.ts': 'let counted = 0\nexport const count = () => (counted += 1)',
    'work.ts': "import { count } from './shared.ts'\nexport const work = () => count()",
  })

  await build(join(folder, 'main.ts'), join(folder, 'dist'))
  const { later } = (await import(pathToFileURL(join(folder, 'dist/main.mjs')).href)) as Later

  assert.equal(await later(), 2)
  assert.equal(readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.mjs')).length, 2)
})

test('what loads later from a CommonJS package has the names that it has without the bundle', async (t) => {
  const folder = project(t, {
    'main.ts': `
      export const later = async () => {
        const { Ajv2020 } = await import('ajv/dist/2020.js')
        const { default: formats } = await import('ajv-formats')
        return [typeof Ajv2020, typeof formats.default]
      }
    `,
  })

  await build(join(folder, 'main.ts'), join(folder, 'dist'))
  const { later } = (await import(pathToFileURL(join(folder, 'dist/main.mjs')).href)) as Later

  assert.deepEqual(await later(), ['function', 'function'])
})

type Later = { readonly later: () => Promise<unknown> }

function project(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'build-'))
  t.after(() => rmSync(root, { recursive: true }))
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
