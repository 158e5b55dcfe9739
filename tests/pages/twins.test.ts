// The pages of two companies with the same kinds of objects: whatever of the one is named on the other's is not there.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { pageFunctions } from '../../functions/pages/functions.ts'
import { everything } from '../http/support/callers.ts'
import { theirWords, twins, type Kind } from '../http/support/twins.ts'
import {
  methodOf,
  ownForm,
  paramsOf,
  routeOf,
  shown,
  type Functions,
  type PageCall,
  type Shown,
} from './page-calls.ts'
import { callOf, nobody, surveyed, visitorsOf, type Found } from './page-survey.ts'

const world = await twins({ after })
const { office, ours, touched, theirRows } = world
const rowsBefore = theirRows()
const memory: { functions?: Functions } = {}
const functions = (): Functions => (memory.functions ??= pageFunctions(office.afresh()) as Functions)
const table = functions()
const visitors = await visitorsOf(office, ours, ours.ids['operatorId'])
const surveyedPages = await office.takenBack(() => surveyed(table, visitors, ours))

/** Whoever comes furthest: of what is open to all, nobody; of what staff have, who has every role. */
const found = surveyedPages.filter(({ page, visitor }) => {
  const all = surveyedPages.filter((one) => one.page === page).map((one) => one.visitor.name)
  const first = [nobody.name, everything].find((name) => all.includes(name))
  return first === undefined || visitor.name === first
})

/** Drawn for them: whoever reads one here was told of something of theirs. */
const idsOfTheirs = world.kinds
  .filter(({ kind, real }) => real.length >= 22 && kind !== 'operatorId')
  .map(({ real }) => real)

const objects = world.kinds.filter(({ kind }) => kind !== 'company')
/** These stand for all where a text names nothing. */
const usual = objects.filter(({ kind }) => ['requestId', 'employeeId', 'templateId'].includes(kind))
const likely = (name: string): readonly Kind[] => [
  ...new Set([...world.kinds.filter(({ kind }) => kind === name || kind === kindNamed[name]), ...usual]),
]
/** Where a field is not called by what it names. */
const kindNamed: Readonly<Record<string, string>> = {
  source: 'sourceId',
  from: 'templateId',
  file: 'name',
}
/** Fields and parameters that name something of a company. */
const isName = (name: string): boolean =>
  /(Ids?|^(id|of|item|source|from|for|to|file|request|take|place|manifestSha256|continuation|token|etag|base|once|requestId))$/.test(
    name,
  )

type Attempt = {
  readonly found: Found
  readonly where: string
  readonly named: readonly Kind[]
  readonly call: (value: (kind: Kind) => string) => PageCall
}

function attemptsOn(one: Found): readonly Attempt[] {
  const method = methodOf(table, one.page)
  const own = callOf(one, method)
  const attempt = (where: string, kind: Kind, call: (value: string) => PageCall): Attempt => ({
    ...{ found: one, where: `${where}=${kind.kind}`, named: [kind] },
    call: (value) => call(value(kind)),
  })
  const inPath = paramsOf(routeOf(table, one.page))
    .filter((name) => name !== 'company')
    .flatMap((name) =>
      likely(name).map((kind) =>
        attempt(`path ${name}`, kind, (value) => ({ ...own, params: { ...own.params, [name]: value } })),
      ),
    )
  const fields = [...new Set(one.fields.map(([name]) => name))]
  const parameters = method === 'GET' ? new Set([...fields, ...asked]) : []
  const inQuery = [...parameters].flatMap((name) =>
    (isName(name) ? likely(name) : usual.slice(0, 1)).map((kind) =>
      attempt(`query ${name}`, kind, (value) => ({ ...own, query: withParameter(own.query, name, value) })),
    ),
  )
  const inForm = (method === 'GET' ? [] : fields).flatMap((name) =>
    (isName(name) ? likely(name) : usual.slice(0, 1)).map((kind) =>
      attempt(`field ${name}`, kind, (value) => {
        const form = ownForm(one.fields.map((field) => (field[0] === name ? [name, value] : field)))
        return { ...own, ...form, headers: { ...own.headers, ...form.headers } }
      }),
    ),
  )
  return [
    { found: one, where: 'nothing of theirs', named: [], call: () => own },
    ...inPath,
    ...inQuery,
    ...inForm,
  ]
}

/** What pages read of their address. */
const asked = ['request', 'continuation', 'from', 'for', 'version', 'next']

function withParameter(query: string, name: string, value: string): string {
  const parameters = new URLSearchParams(query)
  parameters.set(name, value)
  return `?${parameters}`
}

/** Drawn anew for each answer: ids, tokens and versions, secrets, references. */
const drawn = new RegExp(
  [
    /whsec_[\w+/=]+/,
    /[\w-]+(?=\?done)/, // what was named after its title
    /(?<=\?opened=)[\w-]+/, // and a company after its name
    /eyJ[\w-]+(?:\.[\w-]*){4}/, // what is encrypted for a receiver
    /[\w-]{22,}/,
    /[0-9a-f-]{36}/,
    /\d{4}-\w{4}-\w{4}-\w/,
    /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/,
    /(?:[a-z2-7]{4}-){3}[a-z2-7]{4}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Some lists are in the order of ids, which are drawn. */
const inAnyOrder = (text: string): string => text.split('\n').sort().join('\n')

function masked({ status, headers, text }: Shown, hidden: readonly string[]): Shown {
  // A field of a date comes back without what is longer than any date.
  const shortened = hidden.flatMap((value) => (value.length > 20 ? [value, value.slice(0, 20)] : [value]))
  const without = (from: string): string =>
    shortened
      .reduce(
        (rest, value) => rest.replaceAll(value, '<named>').replaceAll(encodeURIComponent(value), '<named>'),
        from,
      )
      .replaceAll(drawn, '<drawn>')
  const entries = Object.entries(headers).map(([name, value]) => [name, without(value)])
  return { status, headers: Object.fromEntries(entries), text: inAnyOrder(without(text)) }
}

/** As if it were the only call ever made. */
const answered = (call: PageCall, hidden: readonly string[]) =>
  office.takenBack(async () => {
    touched()
    const seen = await shown(functions(), call)
    const mayHaveStored = methodOf(table, call.page) !== 'GET' && seen.status < 400
    // What it remembers would outlive what is taken back.
    if (mayHaveStored) delete memory.functions
    if (mayHaveStored) assert.deepEqual(theirRows(), rowsBefore, 'their documents are as they were')
    const told = idsOfTheirs.filter((id) => seen.text.includes(id) && !hidden.some((one) => one.includes(id)))
    return { seen: masked(seen, hidden), asked: touched(), told }
  })

async function check({ found: { page, visitor }, where, named, call }: Attempt): Promise<number> {
  const name = `${page} by ${visitor.name}, ${where}`
  const hidden = (which: 'real' | 'none') => named.map((kind) => kind[which])
  const theirs = await answered(
    call((kind) => kind.real),
    hidden('real'),
  )
  assert.deepEqual(theirs.told, [], `${name}: ids of theirs that nobody named`)
  assert.deepEqual(theirs.asked, [], name)
  assert.doesNotMatch(theirs.seen.text, theirWords, name)
  assert.ok(theirs.seen.status < 500, name)
  if (named.length === 0) return theirs.seen.status
  const nowhere = await answered(
    call((kind) => kind.none),
    hidden('none'),
  )
  assert.deepEqual(theirs.seen, nowhere.seen, name)
  return theirs.seen.status
}

test('whatever of another company is named in an address or a form is answered as what is nowhere', async (t) => {
  const statuses = new Map<number, number>()
  for (const one of found)
    for (const attempt of attemptsOn(one)) {
      const status = await check(attempt)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  const attempts = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  assert.ok(attempts > 1_000, `${attempts} attempts`)
  const seen = [...statuses].sort(([one], [other]) => one - other).map(([status, n]) => `${n} × ${status}`)
  t.diagnostic(`${attempts} attempts on ${Object.keys(table).length} pages: ${seen.join(', ')}`)
})

test('whoever is signed in here is a stranger on the pages of another company, whatever form they send there', async () => {
  for (const one of found.filter(({ params, visitor }) => 'company' in params && visitor !== nobody)) {
    const own = callOf(one, methodOf(table, one.page))
    const there = { ...own, params: { ...own.params, ...world.theirs.ids, company: 'other' } }
    const { cookie: _cookie, ...headers } = there.headers as Record<string, string>
    const [signedIn, stranger] = [await answered(there, []), await answered({ ...there, headers }, [])]
    assert.deepEqual(signedIn.seen, stranger.seen, `${one.page} by ${one.visitor.name}`)
  }
})

test('after all of it the other company has what it had', () => {
  assert.deepEqual(theirRows(), rowsBefore)
})
