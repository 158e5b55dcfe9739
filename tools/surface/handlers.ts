// Finds the handler of each operation in the source, and what its type says it answers.
import { dirname } from 'node:path'
import ts from 'typescript'

/** What the compiler knows of one operation: its answers by status, and the codes that it refuses with. */
export type Handled = {
  readonly operationId: string
  readonly answers: readonly { readonly status: number; readonly value: ts.Type }[]
  readonly codes: readonly string[]
}

/** Compiles what the entry imports; a program with errors would know too little. */
export function compiled(entry: string): ts.Program {
  const config = ts.findConfigFile(dirname(entry), ts.sys.fileExists) ?? 'tsconfig.json'
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile) as { readonly config: unknown }
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config))
  return ts.createProgram([entry], options)
}

/** Every call `x({ operationId: …, … }, handler)` of the sources below a folder, in the order of the files. */
export function handled(program: ts.Program, folder: string): readonly Handled[] {
  const checker = program.getTypeChecker()
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(folder))
    .flatMap((file) => registrations(file))
    .flatMap(({ ids, handler }) => {
      const answered = answersOf(checker, handler)
      return literals(checker.getTypeAtLocation(ids)).map((operationId) => ({ operationId, ...answered }))
    })
}

type Registration = { readonly ids: ts.Expression; readonly handler: ts.Expression }

function registrations(node: ts.Node): readonly Registration[] {
  const inside: Registration[] = []
  ts.forEachChild(node, (child) => {
    inside.push(...registrations(child))
  })
  const own = ts.isCallExpression(node) ? registration(node.arguments) : undefined
  return own ? [own, ...inside] : inside
}

function registration([described, handler]: readonly ts.Expression[]): Registration | undefined {
  if (!described || !handler || !ts.isObjectLiteralExpression(described)) return undefined
  const id = described.properties.find((property) => property.name?.getText() === 'operationId')
  return id && ts.isPropertyAssignment(id) ? { ids: id.initializer, handler } : undefined
}

const literals = (type: ts.Type): readonly string[] =>
  partsOf(type).flatMap((part) => (part.isStringLiteral() ? [part.value] : []))

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type])

function answersOf(checker: ts.TypeChecker, handler: ts.Expression): Omit<Handled, 'operationId'> {
  const returned = checker.getTypeAtLocation(handler).getCallSignatures()[0]?.getReturnType()
  const parts = returned ? partsOf(checker.getAwaitedType(returned) ?? returned) : []
  return {
    answers: parts.flatMap((part) => answerOf(checker, part)),
    codes: [
      ...new Set([...parts.flatMap((part) => codesOf(checker, part)), ...writtenCodes(handler)]),
    ].sort(),
  }
}

/** `respond.ts` marks each answer with a property that exists only in its type. */
function answerOf(checker: ts.TypeChecker, type: ts.Type): Handled['answers'] {
  const mark = type.getProperties().find(({ escapedName }) => String(escapedName).includes('@answered'))
  if (!mark) return []
  const marked = checker.getNonNullableType(checker.getTypeOfSymbol(mark))
  const member = (name: string) => {
    const property = marked.getProperty(name)
    return property && checker.getTypeOfSymbol(property)
  }
  const [status, value] = [member('status'), member('value')]
  return status && value
    ? partsOf(status).flatMap((one) => (one.isNumberLiteral() ? [{ status: one.value, value }] : []))
    : []
}

function codesOf(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const code = type.getProperty('code')
  return code ? literals(checker.getTypeOfSymbol(code)) : []
}

/** `return { code: 'notFound' }` is of any code for the compiler, but not for whoever reads it. */
function writtenCodes(node: ts.Node): readonly string[] {
  const inside: string[] = []
  ts.forEachChild(node, (child) => {
    inside.push(...writtenCodes(child))
  })
  return ts.isPropertyAssignment(node) &&
    node.name.getText() === 'code' &&
    ts.isStringLiteral(node.initializer)
    ? [node.initializer.text, ...inside]
    : inside
}
