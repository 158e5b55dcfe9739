import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  initialStatus,
  requestTransitions,
  rightTransitions,
} from '../../shared/domain/requests/lifecycle.ts'

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

const page = readFileSync(new URL('../../docs/state-machines.md', import.meta.url), 'utf8')

/** The mermaid chart under a heading. */
function chartUnder(text: string, heading: string): readonly string[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return (/```mermaid\n([\s\S]*?)```/.exec(section)?.[1] ?? '').split('\n').map((line) => line.trim())
}

/** "from --> to: event" for each arrow between statuses. */
const drawn = (chart: readonly string[]): readonly string[] =>
  chart.filter((line) => line.includes('-->') && !line.includes('[*]')).toSorted()

const written = (table: Table): readonly string[] =>
  Object.entries(table)
    .flatMap(([from, followers]) =>
      Object.entries(followers).map(([event, to]) => `${from} --> ${to}: ${event}`),
    )
    .toSorted()

test('the chart of a request shows every transition of the table and no other', () => {
  assert.deepEqual(drawn(chartUnder(page, 'A request')), written(requestTransitions))
})

test('the chart of a right shows every transition of the table and no other', () => {
  assert.deepEqual(drawn(chartUnder(page, 'A right of a request')), written(rightTransitions))
})

test('the chart begins where a request begins', () => {
  const begins = chartUnder(page, 'A request').flatMap((line) => /^\[\*\] --> (\w+)/.exec(line)?.[1] ?? [])

  assert.deepEqual(begins, [initialStatus('person'), initialStatus('registered')])
})

test('an arrow too many, too few or bent elsewhere is found', () => {
  const arrow = '    sealed --> approved: approve\n'
  const planted = [
    page.replace(arrow, ''),
    page.replace(arrow, `${arrow}    open --> approved: approve\n`),
    page.replace(arrow, '    sealed --> delivered: approve\n'),
  ]
  for (const changed of planted)
    assert.notDeepEqual(drawn(chartUnder(changed, 'A request')), written(requestTransitions))
})
