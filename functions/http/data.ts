import type { Wish } from '../../shared/application/collecting/resolve-conflict.ts'
import type { DataEntry } from '../../shared/application/collecting/enter-data.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { largestJsonBytes } from '../../shared/contracts/json.ts'
import { bodyBytes } from './body.ts'
import { given, readJson, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Data']
const security = 'bearer' as const
const source = [{ name: 'source', description: 'The source meant, where several have this template' }]

const dryRun = { name: 'dryRun', description: 'true: tell what it would do, and do nothing' }

const wishOf = ({ take, source = '', value }: Body<'conflictDecision'>): Wish => {
  if (take === 'source') return { take, source }
  return take === 'value' ? { take, value } : { take }
}

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
      const { personal, forms, merged, files, withheld, notes } = content.value
      const shown = forms.map(({ template, ...form }) => ({
        ...form,
        templateId: template.templateId,
        version: template.version,
      }))
      return json(200, { personal, forms: shown, merged, files, withheld, notes })
    },
  ),
  staff(
    {
      operationId: 'resolveConflict',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/data/{templateId}/conflicts',
      summary: 'Say what holds where sources differ; it holds until one of them changes what it says there',
      tags,
      security,
      permission: 'enterData',
      body: 'conflictDecision',
      query: source,
      responses: [{ status: 200, description: 'The field, what each source says of it, and what is taken' }],
    },
    async ({ app, actor, params, query, body, expected }) => {
      const resolved = await app.resolveConflict({
        ...{ actor, pointer: body.pointer, wish: wishOf(body) },
        requestId: params['requestId'] ?? '',
        templateId: params['templateId'] ?? '',
        ...given({ source: query.get('source') ?? undefined, expected }),
      })
      return resolved.ok ? json(200, resolved.value) : resolved.error
    },
  ),
  staff(
    {
      operationId: 'importData',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/data/import',
      summary:
        'Put in what a system holds, validated; dryRun tells what that changes, merges and sets in conflict',
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
]
