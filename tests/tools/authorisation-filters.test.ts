import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import ts from 'typescript'

import { nameOf, stagesFor, verdictsIn } from '../../tools/mutate-authorisation.ts'
import { filtersIn, filtersOf } from '../../tools/mutation/filters.ts'

const root = process.cwd()
const filters = filtersIn(root)
const verdicts = verdictsIn(root)

test('each filter between companies, roles and people was taken out, and a test failed', (t) => {
  const known = new Map(verdicts.map((verdict) => [nameOf(verdict), verdict]))
  const waiting = filters.filter((filter) => !known.has(nameOf(filter)))
  assert.deepEqual(
    waiting.map(({ file, source }) => `${file}: ${source}`),
    [],
    'nobody took it out: run node tools/mutate-authorisation.ts with the name of its file',
  )
  const found = new Set(filters.map(nameOf))
  assert.deepEqual(
    verdicts.filter((verdict) => !found.has(nameOf(verdict))).map(nameOf),
    [],
    'a verdict on what is no more: run node tools/mutate-authorisation.ts',
  )
  for (const { file, source, killedBy, survives } of verdicts)
    assert.ok(killedBy ?? survives, `${file}: without "${source}" no test fails, and nothing says why`)
  const explained = verdicts.filter(({ survives }) => survives !== undefined).length
  t.diagnostic(`${filters.length} filters: ${filters.length - explained} killed, ${explained} explained`)
})

test('without a filter the code is code still: what fails is a test, not the reading of it', () => {
  for (const { file, source, start, end, without } of filters) {
    const text = readFileSync(file, 'utf8')
    const { diagnostics = [] } = ts.transpileModule(text.slice(0, start) + without + text.slice(end), {
      ...{ reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ESNext } },
    })
    assert.deepEqual(diagnostics, [], `${file}: ${source}`)
  }
})

test('every comparison of companies, check, key of a query and demand of the table is found, and nothing else', () => {
  const found = (file: string, text: string) =>
    filtersOf(file, text).map(({ kind, source, without }) => [kind, source, without])
  const access = 'shared/application/requests/access.ts'
  assert.deepEqual(
    found(access, `if (actor.companyId !== companyId) return; if (companyId === undefined) return`),
    [['companyComparison', 'actor.companyId !== companyId', 'false']],
  )
  assert.deepEqual(found(access, `const x = own.companyId === company.companyId && one`), [
    ['condition', 'own.companyId === company.companyId', 'true'],
    ['condition', 'one', 'true'],
    ['companyComparison', 'own.companyId === company.companyId', 'true'],
  ])
  assert.deepEqual(found('shared/application/a.ts', `may(allowed('assign', actor))`), [
    ['permission', `allowed('assign', actor)`, 'true'],
  ])
  assert.deepEqual(
    found('shared/application/a.ts', `query({ container, key: [companyId], limit }); read({ key: [a] })`),
    [['queryKey', 'key: [companyId]', '...{}']],
  )
  assert.deepEqual(found('shared/application/a.ts', `query({ ...queuePartition(a), where })`), [
    ['queryKey', '...queuePartition(a)', 'container: queuePartition(a).container'],
  ])
  assert.deepEqual(
    found('shared/domain/identity/roles.ts', `const t = { assign: [{ role: 'x', status }] }`),
    [
      ['tableLine', `role: 'x'`, '...{}'],
      ['tableLine', 'status', '...{}'],
    ],
  )
})

test('two that read the same are two, and one that reads otherwise is another', () => {
  const twice = filtersOf('shared/application/a.ts', `allowed('a', b); allowed('a', b); allowed('a', c)`)
  assert.equal(new Set(twice.map(nameOf)).size, 3)
  assert.deepEqual(
    twice.map(({ nth }) => nth),
    [0, 1, 0],
  )
})

test('what must fail is looked for where the filter is first, and between two companies', () => {
  const stages = stagesFor(root, {
    file: 'shared/application/webhooks/webhook-access.ts',
    kind: 'permission',
  }).flat()
  assert.ok(stages.includes('tests/application/webhooks/*.test.ts'), stages.join(' '))
  assert.ok(stages.includes('tests/http/twins.test.ts'), stages.join(' '))
})
