import assert from 'node:assert/strict'

import type { EmployeeActor } from '../../shared/application/actor.ts'
import { must, type Office } from './application.ts'

export const operatorEmail = 'oda@operator.example'

/** The first operator of the instance, made by the code on its console. */
export async function anOperator(office: Office): Promise<EmployeeActor> {
  const code = await office.app.firstOperator.prepare()
  assert.ok(code, 'nobody runs it yet')
  must(await office.app.firstOperator.claim({ code, name: 'Oda Operator', email: operatorEmail }))
  const [operator] = await operatorsOf(office)
  return operator ?? assert.fail('no operator')
}

/** All of them as callers. */
export async function operatorsOf({ app, ports }: Office): Promise<readonly EmployeeActor[]> {
  const found = await ports.documents.query<{ readonly id: string; readonly employeeId: string }>({
    ...{ container: 'companies', key: ['operator'], idPrefix: 'employee:', limit: 100 },
  })
  return Promise.all(
    found.items.map(async ({ value: { employeeId } }) => {
      const subject = { kind: 'employee', employeeId } as const
      const { sessionId } = await app.sessions.open('operator', subject, 'program')
      const actor = await app.sessions.actor(sessionId)
      return actor?.kind === 'employee' ? actor : assert.fail('not signed in')
    }),
  )
}

export const threeFacts = {
  companyName: 'Acme Pension',
  ownerName: 'Ole Owner',
  ownerEmail: 'ole@acme.example',
}

/** A company that an operator opened; answers its owner. */
export async function anOpenedCompany(
  { app, ports }: Office,
  operator: EmployeeActor,
  facts: Parameters<Office['app']['openByFacts']>[0]['facts'] = threeFacts,
): Promise<{ readonly companyId: string; readonly owner: EmployeeActor }> {
  const { companyId } = must(await app.openByFacts({ actor: operator, facts }))
  const found = await ports.documents.query<{ readonly id: string; readonly employeeId: string }>({
    ...{ container: 'companies', key: [companyId], idPrefix: 'employee:', limit: 1 },
  })
  const employeeId = found.items[0]?.value.employeeId ?? assert.fail('no owner')
  const { sessionId } = await app.sessions.open(companyId, { kind: 'employee', employeeId }, 'program')
  const owner = await app.sessions.actor(sessionId)
  return owner?.kind === 'employee' ? { companyId, owner } : assert.fail('the owner is not signed in')
}
