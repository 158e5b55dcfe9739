// Writes a TypeScript type as the JSON Schema of what JSON.stringify makes of its values.
import ts from 'typescript'

export type Schema = Readonly<Record<string, unknown>>

/** Named types become components, once each; `schemaOf` answers with a reference to them. */
export type Components = {
  readonly schemas: ReadonlyMap<string, Schema>
  readonly schemaOf: (type: ts.Type) => Schema
  /** A component of an object that has no name of its own yet. */
  readonly name: (schema: Schema, name: string) => Schema
}

export function typeSchemas(checker: ts.TypeChecker): Components {
  const schemas = new Map<string, Schema>()
  const named = new Map<ts.Type, string>()

  function schemaOf(type: ts.Type): Schema {
    const name = nameOf(type)
    if (name === undefined) return inline(type)
    const known = named.get(type)
    if (known !== undefined) return reference(known)
    return component(type, name)
  }

  /** Two types of one name that are written alike are one; otherwise the second is told apart by a number. */
  function component(type: ts.Type, name: string): Schema {
    const free =
      [name, ...Array.from({ length: 9 }, (_, n) => `${name}${n + 2}`)].find((one) => !schemas.has(one)) ??
      name
    named.set(type, free)
    schemas.set(free, {})
    const schema = { ...inline(type), ...described(type.aliasSymbol) }
    if (free !== name && JSON.stringify(schemas.get(name)) === JSON.stringify(schema)) {
      schemas.delete(free)
      named.set(type, name)
      return reference(name)
    }
    schemas.set(free, schema)
    return reference(free)
  }

  function name(schema: Schema, wished: string): Schema {
    if (schema['properties'] === undefined && schema['anyOf'] === undefined) return schema
    schemas.set(wished, schema)
    return reference(wished)
  }

  function inline(type: ts.Type): Schema {
    if (type.flags & ts.TypeFlags.StringLike || isBranded(type)) return stringSchema(type)
    if (type.flags & ts.TypeFlags.NumberLike) return numberSchema(type)
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
    if (type.isUnion()) return unionSchema(type)
    if (type.getSymbol()?.name === 'Date') return { type: 'string', format: 'date-time' }
    return type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) ? objectSchema(type) : {}
  }

  function unionSchema(type: ts.UnionType): Schema {
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined))
    if (parts.length === 1) return schemaOf(parts[0]!)
    if (parts.every((part) => part.flags & ts.TypeFlags.BooleanLike)) return { type: 'boolean' }
    if (parts.every((part) => part.isStringLiteral()))
      return { type: 'string', enum: parts.map(({ value }) => value).sort() }
    if (parts.every((part) => part.isNumberLiteral()))
      return { type: 'integer', enum: parts.map(({ value }) => value).sort() }
    return oneOrAny(parts)
  }

  /** What the spread of a condition makes is one object, some of whose members may be missing. */
  function oneOrAny(parts: readonly ts.Type[]): Schema {
    const written = parts.map(schemaOf)
    const distinct = [...new Map(written.map((schema) => [JSON.stringify(schema), schema])).values()]
    return merged(distinct) ?? (distinct.length === 1 ? distinct[0]! : { anyOf: distinct })
  }

  function objectSchema(type: ts.Type): Schema {
    const [element] = checker.isArrayLikeType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
    if (element) return { type: 'array', items: schemaOf(element) }
    const members = type.getProperties().filter((member) => isData(checker, member))
    const values = checker.getIndexTypeOfType(type, ts.IndexKind.String)
    if (members.length === 0)
      return { type: 'object', ...(values && { additionalProperties: schemaOf(values) }) }
    return {
      type: 'object',
      ...requiring(members.filter((member) => !isOptional(checker, member)).map((member) => member.name)),
      properties: Object.fromEntries(members.map((member) => [member.name, memberSchema(member)])),
    }
  }

  function memberSchema(member: ts.Symbol): Schema {
    const schema = schemaOf(checker.getTypeOfSymbol(member))
    return { ...schema, ...described(member) }
  }

  function described(symbol: ts.Symbol | undefined): Schema {
    const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker) ?? [])
    const description = text.replaceAll('\n', ' ').replaceAll(ownDocuments, '')
    return description === '' ? {} : { description }
  }

  return { schemas, schemaOf, name }
}

/** Which of our documents a rule comes from is for whoever changes it. */
const ownDocuments = /\s*\([^()]*\.md[^()]*\)/g

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** Objects get a name where they have one of their own; lists, words and what is made of parameters stand in place. */
function nameOf(type: ts.Type): string | undefined {
  const { aliasSymbol, aliasTypeArguments } = type
  const isOurs = aliasSymbol?.declarations?.some(
    (one) => !one.getSourceFile().fileName.includes('node_modules'),
  )
  const isObject = type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection | ts.TypeFlags.Union)
  return isOurs && isObject && !aliasTypeArguments && !isBranded(type) ? aliasSymbol?.name : undefined
}

const isBranded = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.StringLike)

const stringSchema = (type: ts.Type): Schema =>
  type.isStringLiteral() ? { type: 'string', const: type.value } : { type: 'string' }

const numberSchema = (type: ts.Type): Schema =>
  type.isNumberLiteral() ? { type: 'integer', const: type.value } : { type: 'integer', format: 'int64' }

function isData(checker: ts.TypeChecker, member: ts.Symbol): boolean {
  const type = checker.getTypeOfSymbol(member)
  return (
    type.getCallSignatures().length === 0 &&
    !member.name.startsWith('__') &&
    !(type.flags & ts.TypeFlags.Undefined)
  )
}

const isOptional = (checker: ts.TypeChecker, member: ts.Symbol): boolean =>
  (member.flags & ts.SymbolFlags.Optional) !== 0 ||
  (checker.getTypeOfSymbol(member).isUnion() &&
    (checker.getTypeOfSymbol(member) as ts.UnionType).types.some(
      (part) => part.flags & ts.TypeFlags.Undefined,
    ))

type ObjectSchema = {
  readonly type: 'object'
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, Schema>>
}

const isObjectSchema = (schema: Schema): schema is ObjectSchema => schema['properties'] !== undefined

/** Objects that agree in what they share; undefined where a member tells them apart. */
function merged(schemas: readonly Schema[]): Schema | undefined {
  if (!schemas.every(isObjectSchema)) return undefined
  const properties = new Map<string, Schema>()
  for (const [name, schema] of schemas.flatMap((one) => Object.entries(one.properties))) {
    const known = properties.get(name)
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) return undefined
    properties.set(name, schema)
  }
  return {
    type: 'object',
    ...requiring(
      [...properties.keys()].filter((name) => schemas.every(({ required }) => required?.includes(name))),
    ),
    properties: Object.fromEntries(properties),
  }
}

const requiring = (names: readonly string[]): Schema => (names.length === 0 ? {} : { required: names })
