import assert from 'node:assert/strict'
import test from 'node:test'

import fc from 'fast-check'

import type { CoreFunction } from '../../local/host/core-api.ts'
import { pathSegments, routeTable } from '../../local/host/routes.ts'

const httpFunction = (name: string, route?: string, methods: string[] = ['GET']): CoreFunction => ({
  name,
  bindings: {},
  trigger: {
    name: 'request',
    type: 'httpTrigger',
    options: { methods, ...(route === undefined ? {} : { route }) },
  },
})

/** Functions named after their routes. */
const tableOf = (routes: readonly string[], prefix = '') =>
  routeTable(
    routes.map((route) => httpFunction(route, route)),
    prefix,
  )

const find = (table: ReturnType<typeof routeTable>, target: string, method = 'GET') => {
  const path = pathSegments(target)
  return path && table.match(method, path)
}

const fits = (route: string, target: string): boolean => find(tableOf([route]), target) !== undefined

test('a route fits its path whatever the case of the letters, and one slash at the end does not count', () => {
  for (const target of ['/docs/start', '/Docs/START', '/docs/start/']) assert.ok(fits('docs/start', target))
  for (const target of ['/docs', '/docs/start/more', '/docs//start']) assert.ok(!fits('docs/start', target))
})

test('parameters keep the name of the template and the text of the path', () => {
  const match = find(tableOf(['requests/{requestId}/files/{name}']), '/requests/R-1/files/caf%C3%A9%20bill')

  assert.deepEqual(match?.params, { requestId: 'R-1', name: 'café bill' })
})

test('an encoded slash stays part of the parameter, encoded', () => {
  assert.deepEqual(find(tableOf(['files/{name}']), '/files/a%2Fb')?.params, { name: 'a%2Fb' })
})

test('an optional parameter may be missing, and a default stands in for one', () => {
  const table = tableOf(['pages/{page?}', 'lists/{order=newest}'])

  assert.deepEqual(find(table, '/pages')?.params, {})
  assert.deepEqual(find(table, '/pages/2')?.params, { page: '2' })
  assert.deepEqual(find(table, '/lists')?.params, { order: 'newest' })
})

test('a catch-all takes the rest of the path, and also none', () => {
  const table = tableOf(['assets/{*path}'])

  assert.deepEqual(find(table, '/assets/css/main.css')?.params, { path: 'css/main.css' })
  assert.deepEqual(find(table, '/assets')?.params, {})
})

test('text and parameters may share a segment', () => {
  const table = tableOf(['receipts/{id}.{format?}'])

  assert.deepEqual(find(table, '/receipts/2026.01.pdf')?.params, { id: '2026.01', format: 'pdf' })
  assert.deepEqual(find(table, '/receipts/2026')?.params, { id: '2026' })
})

const constraintExamples: readonly [string, readonly string[], readonly string[]][] = [
  ['int', ['1', '-2147483648'], ['a', '1.5', '2147483648']],
  ['long', ['9223372036854775807'], ['9223372036854775808']],
  ['guid', ['6f9619ff-8b86-d011-b42d-00cf4fc964ff', '6f9619ff8b86d011b42d00cf4fc964ff'], ['6f9619ff']],
  ['bool', ['true', 'False'], ['1']],
  ['alpha', ['abc', 'ABC'], ['a1', 'æ']],
  ['decimal', ['1.5', '-3'], ['x', '1e3']],
  ['double', ['1.5', '1e3'], ['x']],
  ['float', ['.5'], ['x']],
  ['datetime', ['2026-01-31'], ['yesterday-ish']],
  ['length(3)', ['abc'], ['ab', 'abcd']],
  ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
  ['minlength(2)', ['ab'], ['a']],
  ['maxlength(2)', ['ab'], ['abc']],
  ['min(5)', ['5', '9'], ['4', 'x']],
  ['max(5)', ['5', '-9'], ['6']],
  ['range(5,9)', ['5', '9'], ['4', '10']],
  ['required', ['x'], []],
  ['regex(^\\d{{2}}$)', ['12'], ['1', '123']],
  ['regex(^(a|b:c)$)', ['a', 'b:c'], ['b']],
  ['int:min(3)', ['3'], ['2', 'x']],
]

test('inline constraints decide as in ASP.NET', () => {
  for (const [constraint, good, bad] of constraintExamples) {
    const route = `x/{value:${constraint}}`
    for (const value of good)
      assert.ok(fits(route, `/x/${encodeURIComponent(value)}`), `${constraint}: ${value}`)
    for (const value of bad)
      assert.ok(!fits(route, `/x/${encodeURIComponent(value)}`), `${constraint}: ${value}`)
  }
})

test('the wrong method is as unknown as the wrong path', () => {
  const table = routeTable([httpFunction('read', 'thing', ['GET'])], '')

  assert.equal(find(table, '/thing', 'DELETE'), undefined)
})

test('functions may share a route when their methods differ', () => {
  const table = routeTable(
    [httpFunction('read', 'thing', ['GET']), httpFunction('change', 'thing', ['PUT', 'PATCH'])],
    '',
  )

  assert.equal(find(table, '/thing')?.functionName, 'read')
  assert.equal(find(table, '/thing', 'PATCH')?.functionName, 'change')
})

test('text goes before a parameter, a constrained parameter before a plain one, a longer route before a shorter', () => {
  const table = tableOf(['{any}', 'users/{id}', 'users/{id:int}', 'users/me', '{any}/{*rest}'])
  const found = (target: string) => find(table, target)?.functionName

  assert.equal(found('/users/me'), 'users/me')
  assert.equal(found('/users/7'), 'users/{id:int}')
  assert.equal(found('/users/x'), 'users/{id}')
  assert.equal(found('/other'), '{any}/{*rest}')
})

test('a catch-all is not ranked below a plain parameter of the same length: the order of registration decides', () => {
  assert.equal(find(tableOf(['{*rest}', '{one}']), '/x')?.functionName, '{*rest}')
  assert.equal(find(tableOf(['{one}', '{*rest}']), '/x')?.functionName, '{one}')
})

test('the route prefix comes before every route', () => {
  const table = tableOf(['ping'], 'api')

  assert.ok(find(table, '/api/ping'))
  assert.equal(find(table, '/ping'), undefined)
})

test('without a route the name of the function is the route, and "/" is the root', () => {
  const table = routeTable([httpFunction('Ping'), httpFunction('home', '/')], '')

  assert.equal(find(table, '/ping')?.functionName, 'Ping')
  assert.equal(find(table, '/')?.functionName, 'home')
})

test('routes that the Functions host refuses stop the start', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['admin/users', /built in routes/],
    ['administration', /built in routes/],
    ['runtime/x', /built in routes/],
    ['x/{a}/{A}', /occurs twice/],
    ['{*rest}/x', /must come last/],
    ['x/{a:colour}', /not a constraint/],
    ['x/{a:int(3)}', /not a constraint/],
    ['x/{a', /not a segment/],
    ['x//y', /not a segment/],
  ]
  for (const [route, why] of refused) assert.throws(() => tableOf([route]), why, route)
  assert.throws(() => routeTable([httpFunction('a', 'x'), httpFunction('b', 'X')], ''), /conflicts with that/)
})

test('a target that is not a path, or is wrongly escaped, has no segments', () => {
  for (const target of ['http://elsewhere/x', '*', '', '/%E0%A4%A', '/%zz'])
    assert.equal(pathSegments(target), undefined, target)
})

test('dot segments are resolved before routing, encoded ones too', () => {
  assert.deepEqual(pathSegments('/a/../b/./%2e%2e/c?x=1'), ['c'])
})

test('whatever the parameter, it arrives as it was sent', () => {
  const table = tableOf(['things/{thing}'])
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/^\.{1,2}$|\//.test(value))

  fc.assert(
    fc.property(text, (thing) => {
      assert.deepEqual(find(table, `/things/${encodeURIComponent(thing)}`)?.params, { thing })
    }),
  )
})
