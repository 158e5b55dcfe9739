import type { CoreFunction } from './core-api.ts'
import { matchTemplate, parseTemplate, type Template } from './route-template.ts'

export type RouteMatch = { readonly functionName: string; readonly params: Readonly<Record<string, string>> }

export type RouteTable = {
  /** A path that fits with another method is as unknown as any other: the method is part of the route. */
  readonly match: (method: string, path: readonly string[]) => RouteMatch | undefined
}

/** Finds the function for a request as the Functions host does. Throws at the start on routes it would refuse. */
export function routeTable(functions: Iterable<CoreFunction>, prefix: string): RouteTable {
  const routes = [...functions].filter(isHttp).map((found) => makeRoute(found, prefix))
  refuseConflicts(routes)
  routes.sort((a, b) => compareTemplates(a.template, b.template))

  return {
    match: (method, path) => {
      for (const route of routes) {
        if (!route.methods.has(method)) continue
        const params = matchTemplate(route.template, path)
        if (params) return { functionName: route.functionName, params }
      }
      return undefined
    },
  }
}

/**
 * The path of a request target, decoded and cut at slashes; undefined when it is not a path. Dot segments are resolved
 * first, an encoded slash stays encoded, one slash at the end does not count: as Kestrel and ASP.NET routing do.
 */
export function pathSegments(target: string): readonly string[] | undefined {
  if (!target.startsWith('/')) return undefined
  const url = URL.parse(`http://host${target}`)
  if (!url) return undefined
  const path = url.pathname.slice(1).replace(/\/$/, '')
  try {
    return path === '' ? [] : path.split('/').map(decodeSegment)
  } catch {
    return undefined
  }
}

/** Throws a URIError on a malformed escape. */
const decodeSegment = (text: string): string =>
  text
    .split(/(%2f)/i)
    .map((part) => (/^%2f$/i.test(part) ? part : decodeURIComponent(part)))
    .join('')

type Route = {
  readonly functionName: string
  readonly route: string
  readonly methods: ReadonlySet<string>
  readonly template: Template
}

const isHttp = ({ trigger }: CoreFunction): boolean => trigger.type.toLowerCase() === 'httptrigger'

function makeRoute({ name, trigger }: CoreFunction, prefix: string): Route {
  const { route, methods } = trigger.options as {
    readonly route?: string
    readonly methods?: readonly string[]
  }
  // An empty route means the function's name, as on Azure; the page at the root is the route "/".
  const template = route === undefined || route === '' ? name : route
  refuseReserved(name, template)
  return {
    functionName: name,
    route: template.toLowerCase(),
    methods: new Set((methods ?? []).map((method) => method.toUpperCase())),
    template: [...parseTemplate(prefix), ...parseTemplate(template)],
  }
}

/** The host keeps these for itself, and not only up to the slash: `administration` is refused too. */
function refuseReserved(name: string, route: string): void {
  if (/^\/?(admin|runtime)/i.test(route))
    throw new Error(`function "${name}": the route "${route}" conflicts with one or more built in routes`)
}

function refuseConflicts(routes: readonly Route[]): void {
  for (const [index, route] of routes.entries()) {
    const other = routes
      .slice(0, index)
      .find((earlier) => earlier.route === route.route && overlap(earlier.methods, route.methods))
    if (other)
      throw new Error(
        `function "${route.functionName}": the route "${route.route}" conflicts with that of function "${other.functionName}"`,
      )
  }
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].some((method) => b.has(method))

/**
 * The production order (WebJobsRouteBuilder.RouteComparison): segment by segment text before parameter, more inline
 * constraints first, text by the alphabet, and the longer template first. A catch-all counts as any parameter.
 */
function compareTemplates(a: Template, b: Template): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index]
    if (!other) return -1
    const order = compareParts(segment[0], other[0])
    if (order !== 0) return order
  }
  return b.length > a.length ? 1 : 0
}

type FirstPart = Template[number][number] | undefined

function compareParts(a: FirstPart, b: FirstPart): number {
  if (a?.kind === 'text' && b?.kind === 'text') return compareText(a.text.toUpperCase(), b.text.toUpperCase())
  if (a?.kind === 'parameter' && b?.kind === 'parameter') return b.constraints.length - a.constraints.length
  return a?.kind === 'text' ? -1 : 1
}

/** Ordinal, not by the rules of a language. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
