import type { Actor } from '../../shared/application/actor.ts'
import type { DataEntry } from '../../shared/application/collecting/enter-data.ts'
import type { WithheldItem } from '../../shared/application/collecting/withhold.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { largestJsonBytes } from '../../shared/contracts/json.ts'
import { bodyBytes } from './body.ts'
import { given, readJson, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Data']
const security = 'bearer' as const
type ItemBody = Body<'withheld'>['items'][number]

const withheldItem = ({ source = '', pointer = '', file, groundCode, text }: ItemBody): WithheldItem =>
  file === undefined ? { source, pointer, groundCode, text } : { file, groundCode, text }

const source = [{ name: 'source', description: 'The source meant, where several have this template' }]

const dryRun = { name: 'dryRun', description: 'true: only validate' }

export const dataOperations = [
  ...(['PUT', 'PATCH'] as const).map((method) =>
    staff(
      {
        operationId: method === 'PUT' ? 'putData' : 'patchData',
        method,
        route: 'api/v1/requests/{requestId}/data/{templateId}',
        summary: method === 'PUT' ? 'Enter a whole form' : 'Change single fields (RFC 7396)',
        tags,
        security,
        permission: 'enterData',
        rawBody: method === 'PUT' ? 'application/json' : 'application/merge-patch+json',
        query: source,
        responses: [{ status: 200, description: 'Valid and stored; a wrong field changes nothing' }],
      },
      async ({ app, actor, params, query, request, expected }) => {
        const body = await readJson(request)
        if (!body.ok) return body.error
        const named = query.get('source')
        const entry: DataEntry = {
          actor,
          requestId: params['requestId'] ?? '',
          templateId: params['templateId'] ?? '',
          entry: { kind: method === 'PUT' ? ('whole' as const) : ('patch' as const), data: body.value.value },
          via: 'manual',
          ...(named === null ? {} : { source: named }),
          ...(expected === undefined ? {} : { expected }),
        }
        const entered = await app.enterData(entry)
        return entered.ok ? json(200, entered.value) : entered.error
      },
    ),
  ),
  staff(
    {
      operationId: 'removeData',
      method: 'DELETE',
      route: 'api/v1/requests/{requestId}/data/{templateId}',
      summary: 'Take a form out; its source waits again',
      tags,
      security,
      permission: 'enterData',
      query: source,
      responses: [{ status: 204, description: 'Gone' }],
    },
    async ({ app, actor, params, query, expected }) => {
      const named = query.get('source')
      const removed = await app.removeData({
        ...given({ expected }),
        actor,
        requestId: params['requestId'] ?? '',
        templateId: params['templateId'] ?? '',
        ...(named === null ? {} : { source: named }),
      })
      return removed.ok ? noContent() : removed.error
    },
  ),
  staff(
    {
      operationId: 'viewContent',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/data',
      summary: 'The forms and files of a request, and what the person wrote',
      tags,
      security,
      permission: 'seeContent',
      responses: [{ status: 200, description: 'For whoever works on it' }],
    },
    async ({ app, actor, params }) => {
      const content = await app.readContent({ actor, requestId: params['requestId'] ?? '' })
      if (!content.ok) return content.error
      const { personal, forms, files, withheld, notes } = content.value
      const shown = forms.map(({ template, ...form }) => ({
        ...form,
        templateId: template.templateId,
        version: template.version,
      }))
      return json(200, { personal, forms: shown, files, withheld, notes })
    },
  ),
  staff(
    {
      operationId: 'importData',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/data/import',
      summary: 'Put in what a system holds, validated; dryRun stores nothing',
      tags,
      security,
      permission: 'enterData',
      body: 'importData',
      query: [...source, dryRun],
      responses: [{ status: 200, description: 'Valid' }],
    },
    async ({ app, actor, params, query, body, expected }) => {
      if (!['true', 'false', null].includes(query.get('dryRun'))) return { code: 'parameterInvalid' }
      const named = query.get('source')
      const imported = await app.enterData({
        ...given({ expected }),
        actor,
        requestId: params['requestId'] ?? '',
        templateId: body.templateId,
        templateVersion: body.version,
        entry: { kind: 'whole', data: body.data },
        via: 'import',
        ...(named === null ? {} : { source: named }),
        ...(query.get('dryRun') === 'true' ? { dryRun: true } : {}),
      })
      return imported.ok ? json(200, imported.value) : imported.error
    },
  ),
  staff(
    {
      operationId: 'putTable',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/data/{templateId}/tables/{list}',
      summary: 'Replace the rows of one list of a form by a table: CSV, or what a spreadsheet copies',
      tags,
      security,
      permission: 'enterData',
      rawBody: 'text/csv',
      query: [...source, dryRun],
      responses: [{ status: 200, description: 'Valid and stored; a wrong cell changes nothing' }],
    },
    async ({ app, actor, params, query, request, expected }) => {
      if (!['true', 'false', null].includes(query.get('dryRun'))) return { code: 'parameterInvalid' }
      const bytes = await bodyBytes(request, largestJsonBytes)
      if (!bytes.ok) return bytes.error
      const entered = await app.enterData({
        actor,
        requestId: params['requestId'] ?? '',
        templateId: params['templateId'] ?? '',
        entry: {
          kind: 'table',
          list: params['list'] ?? '',
          text: new TextDecoder().decode(bytes.value),
        },
        via: 'import',
        ...given({ source: query.get('source') ?? undefined, expected }),
        ...(query.get('dryRun') === 'true' ? { dryRun: true } : {}),
      })
      return entered.ok ? json(200, entered.value) : entered.error
    },
  ),
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
