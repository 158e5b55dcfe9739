// The templates as a deployment with the parameters of one environment would make them, as far as words tell.
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Node } from 'web-tree-sitter'

import { parseBicep } from '../../../tools/bicep/syntax.ts'
import { eachOf, isMembers, parts, unknown, valueOf } from './expressions.ts'
import type { Members, Scope, Value } from './expressions.ts'

/** A resource that would be there: conditions that do not hold leave none. */
export type Resource = {
  readonly file: string
  readonly symbol: string
  readonly type: string
  readonly name: string
  readonly body: Members
}

/** A change of a file's text in memory, so that a test sees what it would have caught. */
export type Planted = { readonly file: string; readonly from: string; readonly to: string }

export type Parameter = {
  readonly file: string
  readonly name: string
  readonly allowed?: Value
  readonly secure: boolean
}

export type Templates = { readonly resources: readonly Resource[]; readonly parameters: readonly Parameter[] }

export const environments = ['dev', 'demo', 'prod'] as const
export type Environment = (typeof environments)[number]

type Read = (file: string) => string

/** All that `main.bicep` and `bootstrap.bicep` make for an environment; `given` in place of single parameters. */
export async function templatesOf(
  environment: Environment,
  planted: readonly Planted[] = [],
  given: Members = {},
): Promise<Templates> {
  const read = reading(planted)
  const made: Made = { read, resources: [], parameters: [] }
  await makeFile(made, 'bicep/main.bicep', {
    ...parametersIn(read, `bicep/parameters/${environment}.json`),
    ...given,
  })
  await makeFile(made, 'bicep/bootstrap.bicep', parametersIn(read, `bicep/bootstrap/${environment}.json`))
  return made
}

const reading =
  (planted: readonly Planted[]): Read =>
  (file) =>
    planted
      .filter((one) => one.file === file)
      .reduce(
        (text, { from, to }) => {
          if (!text.includes(from)) throw new Error(`${file} does not say: ${from}`)
          return text.replaceAll(from, to)
        },
        readFileSync(file, 'utf8'),
      )

function parametersIn(read: Read, file: string): Members {
  const { parameters } = JSON.parse(read(file)) as { readonly parameters: Readonly<Record<string, Members>> }
  return Object.fromEntries(Object.entries(parameters).map(([name, { value = null }]) => [name, value]))
}

type Made = { readonly read: Read; readonly resources: Resource[]; readonly parameters: Parameter[] }

type Unit = { readonly made: Made; readonly file: string; readonly names: Map<string, Value> }

const declarations = {
  parameter_declaration: declareParameter,
  variable_declaration: async ({ names, file, made }: Unit, node: Node) => {
    const [name, value] = parts(node)
    if (name && value) names.set(name.text, valueOf(value, scopeOf({ names, file, made })))
  },
  resource_declaration: makeResource,
  module_declaration: makeModule,
} as const

/** Makes what a file declares, in its order, and gives back what it says to others. */
async function makeFile(made: Made, file: string, given: Members): Promise<Members> {
  const { root, faults } = await parseBicep(made.read(file))
  if (faults.length > 0) throw new Error(`${file} is no Bicep`)
  const unit: Unit = { made, file, names: new Map(Object.entries(given)) }
  for (const node of parts(root)) {
    if (node.type in declarations) await declarations[node.type as keyof typeof declarations](unit, node)
  }
  const outputs = parts(root).filter(({ type }) => type === 'output_declaration')
  return Object.fromEntries(
    outputs.map((node) => {
      const [name, , value] = parts(node)
      if (!name || !value) throw new Error(`an output of nothing: ${node.text}`)
      return [name.text, valueOf(value, scopeOf(unit))]
    }),
  )
}

const scopeOf =
  ({ names, file, made }: Unit): Scope =>
  (name) =>
    name.startsWith('file ')
      ? (JSON.parse(made.read(normalize(join(dirname(file), name.slice(5))))) as Value)
      : names.get(name)

async function declareParameter(unit: Unit, node: Node): Promise<void> {
  const [name, , standard] = parts(node)
  const decorators = node.previousNamedSibling?.type === 'decorators' ? parts(node.previousNamedSibling) : []
  const calls = decorators.flatMap((decorator) => parts(decorator))
  const allowed = calls.find((call) => call.childForFieldName('function')?.text === 'allowed')
  const [values] = parts(allowed?.childForFieldName('arguments') ?? node).slice(0, 1)
  if (!name) return
  if (!unit.names.has(name.text))
    unit.names.set(name.text, standard ? valueOf(standard, scopeOf(unit)) : unknown(name.text))
  unit.made.parameters.push({
    file: unit.file,
    name: name.text,
    ...(allowed && values && { allowed: valueOf(values, scopeOf(unit)) }),
    secure: calls.some((call) => call.childForFieldName('function')?.text === 'secure'),
  })
}

/** The body of a declaration for each lap of its loop, if its condition holds. */
function bodiesOf(node: Node, unit: Unit): readonly { readonly body: Node; readonly scope: Scope }[] {
  const scope = scopeOf(unit)
  const last = parts(node).at(-1)
  if (last?.type === 'for_statement') {
    const body = last.childForFieldName('body')
    return body ? eachOf(last, scope).map((lap) => ({ body, scope: lap })) : []
  }
  if (last?.type !== 'if_statement') return last ? [{ body: last, scope }] : []
  const [condition, body] = parts(last)
  return condition && body && valueOf(condition, scope) === true ? [{ body, scope }] : []
}

async function makeResource(unit: Unit, node: Node): Promise<void> {
  const [symbol, type] = parts(node)
  if (!symbol || !type) return
  const isThere = / existing =/.test(node.text.slice(0, node.text.indexOf('{')))
  const handles = bodiesOf(node, unit).map(({ body, scope }, index) => {
    const members = valueOf(body, scope)
    if (!isMembers(members)) throw new Error(`${unit.file}: ${symbol.text} has no body`)
    const name = String(members['name'])
    if (!isThere)
      unit.made.resources.push({
        ...{ file: unit.file, symbol: symbol.text, name, body: members },
        type: type.text.slice(1, -1).replace(/@.*/, ''),
      })
    // What is there already is known by its name alone.
    return {
      ...{ '‹›': `${unit.file}#${symbol.text}${index === 0 ? '' : index}`, name },
      ...(isThere && { id: name }),
    }
  })
  const isLoop = parts(node).at(-1)?.type === 'for_statement'
  unit.names.set(symbol.text, isLoop ? handles : (handles[0] ?? unknown(symbol.text)))
}

async function makeModule(unit: Unit, node: Node): Promise<void> {
  const [symbol, path] = parts(node)
  if (!symbol || !path) return
  const handles: Value[] = []
  for (const { body, scope } of bodiesOf(node, unit)) {
    const members = valueOf(body, scope)
    const params = isMembers(members) ? (members['params'] ?? {}) : {}
    const file = normalize(join(dirname(unit.file), path.text.slice(1, -1)))
    handles.push({ outputs: await makeFile(unit.made, file, isMembers(params) ? params : {}) })
  }
  unit.names.set(symbol.text, handles.length === 1 ? (handles[0] ?? null) : handles)
}
