// One home tells capitals from small letters where the other does not: a company is looked for under its own name only.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpRequest, InvocationContext } from '@azure/functions'

import { httpFunctions } from '../../functions/routes.ts'
import { createApp } from '../../shared/composition/app.ts'
import { openOffice } from '../support/application.ts'

test('every address with a company in capitals is not found, and asks the store for nothing of that name', async (t) => {
  const { ports } = await openOffice(t)
  const asked: string[] = []
  const { documents } = ports
  const app = createApp({
    ...ports,
    documents: {
      read: (partition, id) => {
        asked.push(...partition.key)
        return documents.read(partition, id)
      },
      batch: (partition, writes) => {
        asked.push(...partition.key)
        return documents.batch(partition, writes)
      },
      query: (query) => {
        asked.push(...(query.key ?? []))
        return documents.query(query)
      },
    },
  })
  const call = async (company: string): Promise<ReadonlyMap<string, number>> => {
    const statuses = new Map<string, number>()
    for (const [name, { route = '', methods = [], handler }] of Object.entries(httpFunctions(app))) {
      if (!route.includes('{company}')) continue
      const url = `http://localhost:7071/${route.replaceAll(/\{[^}]+\}/g, 'x')}`
      const request = new HttpRequest({ method: methods[0] ?? 'GET', url, params: { company } })
      const answer = await handler(request, new InvocationContext({ functionName: name }))
      statuses.set(name, (answer && 'status' in answer && answer.status) || 200)
    }
    return statuses
  }

  const [capitals, known] = [await call('DEMO'), await call('demo')]

  assert.ok(capitals.size > 40, `${capitals.size} addresses`)
  // Who is not signed in learns no more of one company than of another.
  for (const [name, status] of capitals) assert.ok([401, 404].includes(status), `${name}: ${status}`)
  assert.ok([...known.values()].includes(200), 'the company itself is found')
  assert.ok(!asked.includes('DEMO'))
})
