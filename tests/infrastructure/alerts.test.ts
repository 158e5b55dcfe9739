import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { at, difference, handle, isIdOf, listAt, ofType, promise } from '../support/bicep/promises.ts'
import type { Templates } from '../support/bicep/templates.ts'

const inAlerts = 'bicep/modules/alerts.bicep'
const codes = [...readFileSync('docs/logging.md', 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(
  ([, code = '']) => code,
)
const functions = readFileSync('tests/architecture/deployed-surface.txt', 'utf8')
  .split('\n')
  .map((line) => line.split(' | ')[0] ?? '')

const queryOf = (alert: { readonly body: Parameters<typeof at>[0] }): string =>
  String(at(alert.body, 'properties.criteria.allOf.0.query'))

/** Codes and functions that a query names and the application does not have. */
function unheard(query: string): readonly string[] {
  const quoted = (clause: RegExp): readonly string[] =>
    [...query.matchAll(clause)].flatMap(([, list = '']) =>
      [...list.matchAll(/"(\w+)"/g)].map(([, one = '']) => one),
    )
  const named = [
    ...quoted(/line\.code (?:==|in) (\([^)]*\)|"\w+")/g).filter((code) => !codes.includes(code)),
    ...quoted(/\bName (?:==|in) (\([^)]*\)|"\w+")/g).filter((name) => !functions.includes(name)),
  ]
  return named.length > 0 || /line\.code|\bName |AZKVAuditLogs|MICROSOFT\.SERVICEBUS/.test(query)
    ? named
    : ['nothing of ours']
}

const alerts = (all: Templates) => ofType(all, 'Microsoft.Insights/scheduledQueryRules')

promise(
  'somebody is told when orchestrations fail, requests are overdue, purges late, messages dead, calls fail or are slow, the vault refuses, mails come back',
  (all) =>
    difference(
      alerts(all).map(({ body }) => String(at(body, 'properties.displayName'))),
      [
        ...['orchestration-failures', 'overdue-requests', 'purge-lag', 'dead-letters', 'failed-calls'],
        ...['slow-calls', 'defects', 'key-vault-denials', 'mail-bounces'],
      ],
      'alerts',
    ),
  [{ when: 'nobody hears of a late purge', file: inAlerts, from: "name: 'purge-lag'", to: "name: 'purges'" }],
)

promise(
  'an alert asks for what the application says, and for functions that it has',
  (all) =>
    alerts(all).flatMap((alert) => unheard(queryOf(alert)).map((name) => `${alert.name} asks for ${name}`)),
  [
    { when: 'a code is misspelt', file: inAlerts, from: '"deadlineReached"', to: '"deadlineMissed"' },
    {
      when: 'a function has another name',
      file: inAlerts,
      from: '"purgeDeliveries" and',
      to: '"purgeContent" and',
    },
  ],
)

promise(
  'an alert is switched on, looks at the workspace, and reaches the people on call',
  (all) => {
    const [people] = ofType(all, 'Microsoft.Insights/actionGroups')
    const [workspace] = ofType(all, 'Microsoft.OperationalInsights/workspaces')
    if (!people || !workspace) return ['nobody is told']
    const reaches = (one: unknown): boolean => one === `‹${handle(people)}.id›`
    return [
      ...(listAt(people.body, 'properties.emailReceivers').length > 0 ? [] : ['nobody is on call']),
      ...alerts(all)
        .filter(
          ({ body }) =>
            at(body, 'properties.enabled') !== true ||
            !isIdOf(at(body, 'properties.scopes.0'), workspace) ||
            !listAt(body, 'properties.actions.actionGroups').some(reaches),
        )
        .map(({ name }) => `${name} reaches nobody`),
      ...ofType(all, 'Microsoft.Insights/metricAlerts', 'Microsoft.Insights/activityLogAlerts')
        .filter(
          ({ body }) =>
            at(body, 'properties.enabled') !== true ||
            ![...listAt(body, 'properties.actions'), ...listAt(body, 'properties.actions.actionGroups')].some(
              (one) => reaches(at(one, 'actionGroupId')),
            ),
        )
        .map(({ name }) => `${name} reaches nobody`),
    ]
  },
  [
    {
      when: 'they are off',
      file: inAlerts,
      from: 'enabled: true\n      scopes',
      to: 'enabled: false\n      scopes',
    },
    {
      when: 'nobody is on call',
      file: 'bicep/parameters/prod.json',
      from: '"on-call-prod@indsigt.example"',
      to: '',
    },
    {
      when: 'they reach nobody',
      file: inAlerts,
      from: 'actions: { actionGroups: [people.id] }',
      to: 'actions: {}',
    },
  ],
)

promise(
  'dead letters of the broker, new rights, and what it costs are watched as well',
  (all) => {
    const [metric] = ofType(all, 'Microsoft.Insights/metricAlerts')
    const [rights] = ofType(all, 'Microsoft.Insights/activityLogAlerts')
    const [budget] = ofType(all, 'Microsoft.Consumption/budgets')
    const people = ofType(all, 'Microsoft.Insights/actionGroups')
    const watchedRights = listAt(rights?.body ?? null, 'properties.condition.allOf.1.anyOf').map((one) =>
      String(at(one, 'equals')),
    )
    return [
      ...(at(metric?.body ?? null, 'properties.criteria.allOf.0.metricName') === 'DeadletteredMessages'
        ? []
        : ['no dead letters']),
      ...difference(
        watchedRights,
        [
          'Microsoft.Authorization/roleAssignments/write',
          'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write',
        ],
        'rights',
      ),
      ...['spentMuch', 'willBeTooMuch'].filter(
        (name) =>
          at(budget?.body ?? null, `properties.notifications.${name}.enabled`) !== true ||
          !people.some((one) =>
            isIdOf(at(budget?.body ?? null, `properties.notifications.${name}.contactGroups.0`), one),
          ),
      ),
    ]
  },
  [
    { when: 'dead letters are not', file: inAlerts, from: "'DeadletteredMessages'", to: "'ActiveMessages'" },
    {
      when: 'rights on documents are given unseen',
      file: inAlerts,
      from: 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write',
      to: 'Microsoft.DocumentDB/databaseAccounts/write',
    },
    {
      when: 'costs are told to nobody',
      file: 'bicep/modules/budget.bicep',
      from: 'contactGroups: [actionGroupId]',
      to: 'contactGroups: []',
    },
  ],
)

type Workbook = {
  readonly items: readonly { readonly name: string; readonly content: { readonly query?: string } }[]
}

test('operators see queues, requests that are due soon or overdue, the lag of purges and failed deliveries', () => {
  const { items } = JSON.parse(readFileSync('bicep/workbook.json', 'utf8')) as Workbook
  const asking = items.filter(({ content }) => content.query !== undefined)

  assert.deepEqual(
    asking.map(({ name }) => name),
    ['queue-depth', 'due-soon', 'overdue', 'purge-lag', 'delivery-failures'],
  )
  assert.deepEqual(
    asking.flatMap(({ content: { query = '' } }) => unheard(query)),
    [],
  )
})

test('no query names a milestone that requests do not have', () => {
  const milestones = readFileSync('shared/domain/requests/milestones.ts', 'utf8').toLowerCase()
  const asked = ['bicep/workbook.json', inAlerts].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/line\.milestone\) contains \\?"(\w+)/g)].map(
      ([, name = '']) => name,
    ),
  )

  assert.deepEqual(
    asked.filter((name) => !milestones.includes(name.toLowerCase())),
    [],
  )
  assert.equal(asked.length, 4)
})

promise(
  'the workbook is where the logs are',
  (all) => {
    const [workspace] = ofType(all, 'Microsoft.OperationalInsights/workspaces')
    const [workbook] = ofType(all, 'Microsoft.Insights/workbooks')
    return workspace && workbook && isIdOf(at(workbook.body, 'properties.sourceId'), workspace)
      ? []
      : ['it looks elsewhere']
  },
  [
    {
      when: 'it looks elsewhere',
      file: 'bicep/modules/monitoring.bicep',
      from: 'sourceId: workspace.id',
      to: 'sourceId: insights.id',
    },
  ],
)
