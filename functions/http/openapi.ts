import type { HttpFunctionOptions } from '@azure/functions'
import { apiDocument } from './api-document.ts'
import { json, secured } from './respond.ts'

export const openApiFunction = (): HttpFunctionOptions => ({
  methods: ['GET'],
  route: 'api/v1/openapi.json',
  authLevel: 'anonymous',
  handler: async () => secured(json(200, await apiDocument(), { 'cache-control': 'public, max-age=300' })),
})
