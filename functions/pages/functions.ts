// What answers the pages loads with the first of them that somebody asks for.
import type { HttpFunctionOptions, HttpHandler, HttpResponseInit } from '@azure/functions'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import type { RefusedPage } from '../http/at-host.ts'
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

/** A refusal in a page's clothes, before it is known which page is meant. */
export const refusedPage =
  (app: App): RefusedPage =>
  async ({ name, request, context }, refusal) => {
    const { pageHandler } = await import('./call.ts')
    const answer = pageHandler(app, name, async () => {
      if (refusal instanceof DependencyUnavailable) throw refusal
      return refusal
    })
    return (await answer(request, context)) as HttpResponseInit
  }
