// What staff say beside the data: how a source ended, what stays out of the answer, who is asking.
import type { Actor } from '../../shared/application/actor.ts'
import type { WithheldItem } from '../../shared/application/collecting/withhold.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { given, staff } from './operation.ts'
import { json } from './respond.ts'

const tags = ['Data']
const security = 'bearer' as const
type ItemBody = Body<'withheld'>['items'][number]

const withheldItem = ({ source = '', pointer = '', file, groundCode, text }: ItemBody): WithheldItem =>
  file === undefined ? { source, pointer, groundCode, text } : { file, groundCode, text }

export const collectingOperations = [
  staff(
    {
      operationId: 'setSource',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/sources/{sourceId}',
      summary: 'Say how a source ended: filled, nothing held, failed',
      tags,
      security,
      permission: 'enterData',
      body: 'sourceState',
      responses: [{ status: 200, description: 'Marked' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const marked = await app.setSource({
        actor: actor satisfies Actor,
        requestId: params['requestId'] ?? '',
        sourceId: params['sourceId'] ?? '',
        state: body.state,
        ...(body.note === undefined ? {} : { note: body.note }),
        ...(expected === undefined ? {} : { expected }),
      })
      return marked.ok ? json(200, marked.value) : marked.error
    },
  ),
  staff(
    {
      operationId: 'bypassStep',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/bypass',
      summary:
        'Step over the collection, with a reason: sources that still wait are given up; the second person stays',
      tags,
      security,
      permission: 'bypass',
      body: 'bypass',
      responses: [{ status: 200, description: 'Which sources were given up' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const requestId = params['requestId'] ?? ''
      const bypassed = await app.bypassStep({ actor, requestId, ...body, ...given({ expected }) })
      return bypassed.ok ? json(200, bypassed.value) : bypassed.error
    },
  ),
  staff(
    {
      operationId: 'withhold',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/withheld',
      summary:
        'Say what is left out of the answer, and on which ground; an item that stays keeps the value it was declared for',
      tags,
      security,
      permission: 'enterData',
      body: 'withheld',
      responses: [{ status: 200, description: 'The whole list as it now stands' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const withheld = await app.withhold({
        actor,
        requestId: params['requestId'] ?? '',
        items: body.items.map(withheldItem),
        ...given({ filesAsTheyAre: body.filesAsTheyAre, expected }),
      })
      if (!withheld.ok) return withheld.error
      const { items, filesAsTheyAre } = withheld.value
      return json(200, { value: items.map(({ valueHash: _hash, ...item }) => item), filesAsTheyAre })
    },
  ),
  staff(
    {
      operationId: 'revealPerson',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/reveal',
      summary: 'Be shown name and contact of the person, with a reason that stands in the audit',
      tags,
      security,
      permission: 'revealPerson',
      body: 'reveal',
      responses: [{ status: 200, description: 'What was covered, and until when this session sees it' }],
    },
    async ({ app, actor, params, body }) => {
      const shown = await app.revealPerson({ actor, requestId: params['requestId'] ?? '', ...body })
      return shown.ok ? json(200, shown.value) : shown.error
    },
  ),
  staff(
    {
      operationId: 'establishIdentity',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/identity',
      summary: 'Record how it was shown that the person asking is the person',
      tags,
      security,
      permission: 'establishIdentity',
      body: 'identityRecord',
      responses: [{ status: 200, description: 'Recorded' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const recorded = await app.establishIdentity({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        ...(expected === undefined ? {} : { expected }),
      })
      return recorded.ok ? json(200, recorded.value) : recorded.error
    },
  ),
]
