// What answers the pages loads with the first of them that somebody asks for.
import type { HttpFunctionOptions, HttpHandler } from '@azure/functions'
import type { App } from '../../shared/composition/app.ts'
import { pages, type PageName } from './page-table.ts'

export function pageFunctions(app: App): Record<string, HttpFunctionOptions> {
  let made: Promise<Readonly<Record<PageName, HttpHandler>>> | undefined
  const handlers = () => (made ??= import('./handlers.ts').then(({ pageHandlers }) => pageHandlers(app)))

  const answer =
    (name: PageName): HttpHandler =>
    async (request, context) =>
      (await handlers())[name](request, context)

  return Object.fromEntries(
    Object.entries(pages).map(([name, { method, route }]): [string, HttpFunctionOptions] => [
      name,
      { methods: [method], route, authLevel: 'anonymous', handler: answer(name as PageName) },
    ]),
  )
}
