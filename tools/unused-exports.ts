// Finds exports that no other file imports, and product code that only tests or measurements use, unless a reason is
// given. What its own file goes on to use is no dead code: a type may then be exported as part of the shape of what is
// used, and a value so that a test can look at it closely.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

export type UnusedExport = {
  readonly file: string
  readonly name: string
  readonly importedBy: 'nothing' | 'tests only'
}

/** An export kept for tests alone, as `file#name`, and why that is right. */
export type Allowance = { readonly export: string; readonly reason: string }

type Module = {
  readonly file: string
  readonly exports: readonly string[]
  /** Of the exports, those that the file itself goes on to use. */
  readonly usedHere: ReadonlySet<string>
  /** What this file takes from which file; `*` for all of it. */
  readonly imports: readonly { readonly file: string; readonly name: string }[]
}

const product = ['functions', 'orchestrations', 'shared', 'local']
const others = ['tools', 'bench', 'tests']
const entries = ['functions/main.ts', 'local/main.ts']
const outside = ['shared/contracts/generated/', 'tests/support/reporter.ts']

export function unusedExports(root: string): readonly UnusedExport[] {
  const modules = sources(root).map((file) => readModule(root, file))
  const importers = importersByExport(modules)
  return modules
    .filter(
      ({ file }) =>
        !entries.includes(file) && !file.endsWith('.d.ts') && !outside.some((one) => file.startsWith(one)),
    )
    .flatMap(({ file, exports, usedHere }) =>
      exports.map((name) => ({ file, name, usedHere: usedHere.has(name) })),
    )
    .map(({ file, name, usedHere }): UnusedExport | undefined => {
      const users = [...(importers.get(`${file}#${name}`) ?? []), ...(importers.get(`${file}#*`) ?? [])]
      if (users.length === 0) return { file, name, importedBy: 'nothing' }
      const isProduct = product.some((folder) => file.startsWith(`${folder}/`))
      const onlyTests = users.every((user) => /^(tests|bench)\//.test(user))
      return isProduct && onlyTests && !usedHere ? { file, name, importedBy: 'tests only' } : undefined
    })
    .filter((one) => one !== undefined)
}

const sources = (root: string): readonly string[] =>
  [...product, ...others]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .sort()

function importersByExport(modules: readonly Module[]): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>()
  for (const { file, imports } of modules) {
    for (const target of imports) {
      const key = `${target.file}#${target.name}`
      importers.set(key, [...(importers.get(key) ?? []), file])
    }
  }
  return importers
}

function readModule(root: string, file: string): Module {
  const text = readFileSync(join(root, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const exports: string[] = []
  const imports: { file: string; name: string }[] = []
  const visit = (node: ts.Node): void => {
    exports.push(...exportedNames(node))
    imports.push(...importedNames(file, node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return {
    file,
    exports: exports.filter((name) => !isTypeUsedHere(source, name)),
    usedHere: new Set(exports.filter((name) => isValueUsedHere(source, name))),
    imports,
  }
}

function exportedNames(node: ts.Node): readonly string[] {
  if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
    return node.exportClause.elements.map((element) => element.name.text)
  }
  if (!ts.canHaveModifiers(node) || !ts.getModifiers(node)?.some(isExport)) return []
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap((one) => boundNames(one.name))
  return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || isTypeDeclaration(node)
    ? [node.name?.text ?? 'default']
    : []
}

function isTypeUsedHere(source: ts.SourceFile, name: string): boolean {
  const declared = source.statements.find((node) => isTypeDeclaration(node) && node.name.text === name)
  if (!declared) return false
  const uses = (node: ts.Node): boolean =>
    (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && node.typeName.text === name) ||
    (ts.forEachChild(node, uses) ?? false)
  return source.statements.some((node) => node !== declared && uses(node))
}

/** Named a second time, and not as the member of something else. */
function isValueUsedHere(source: ts.SourceFile, name: string): boolean {
  let named = 0
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node
    if (ts.isIdentifier(node) && node.text === name && !isMember) named += 1
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return named > 1
}

const isExport = (modifier: ts.Modifier): boolean => modifier.kind === ts.SyntaxKind.ExportKeyword

const isTypeDeclaration = (node: ts.Node): node is ts.TypeAliasDeclaration | ts.InterfaceDeclaration =>
  ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)

const boundNames = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []))

function importedNames(file: string, node: ts.Node): readonly { file: string; name: string }[] {
  const from = (specifier: ts.Node | undefined, names: readonly string[]) => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return []
    const target = join(dirname(file), specifier.text)
    return names.map((name) => ({ file: target, name }))
  }
  if (ts.isImportDeclaration(node)) return from(node.moduleSpecifier, clauseNames(node.importClause))
  if (ts.isExportDeclaration(node)) return from(node.moduleSpecifier, reexportedNames(node.exportClause))
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return from(node.argument.literal, [node.qualifier ? firstName(node.qualifier) : '*'])
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return from(node.arguments[0], dynamicNames(node))
  }
  return []
}

function clauseNames(clause: ts.ImportClause | undefined): readonly string[] {
  const bindings = clause?.namedBindings
  const named = !bindings
    ? []
    : ts.isNamespaceImport(bindings)
      ? ['*']
      : bindings.elements.map((element) => (element.propertyName ?? element.name).text)
  return clause?.name ? ['default', ...named] : named
}

const reexportedNames = (clause: ts.NamedExportBindings | undefined): readonly string[] =>
  clause && ts.isNamedExports(clause)
    ? clause.elements.map((element) => (element.propertyName ?? element.name).text)
    : ['*']

const firstName = (name: ts.EntityName): string => (ts.isIdentifier(name) ? name.text : firstName(name.left))

/** `const { a, b } = await import('./c.ts')` takes a and b; any other use of the module takes all of it. */
function dynamicNames(call: ts.CallExpression): readonly string[] {
  const awaited = ts.isAwaitExpression(call.parent) ? call.parent : call
  const declared = awaited.parent
  if (!ts.isVariableDeclaration(declared) || !ts.isObjectBindingPattern(declared.name)) return ['*']
  return declared.name.elements.map((element) => {
    const name = element.propertyName ?? element.name
    return ts.isIdentifier(name) ? name.text : '*'
  })
}

/** What is left to complain about: unused exports without a reason, and reasons for what is used or gone. */
export function complaints(
  unused: readonly UnusedExport[],
  allowed: readonly Allowance[],
): readonly string[] {
  const keys = new Map(unused.map((one) => [`${one.file}#${one.name}`, one]))
  const reasons = new Map(allowed.map((one) => [one.export, one.reason]))
  const excused = (key: string, one: UnusedExport) =>
    one.importedBy === 'tests only' && (reasons.get(key) ?? '') !== ''
  return [
    ...[...keys]
      .filter(([key, one]) => !excused(key, one))
      .map(([key, one]) => `${key} is imported by ${one.importedBy}`),
    ...[...reasons.keys()]
      .filter((key) => keys.get(key)?.importedBy !== 'tests only')
      .map((key) => `${key} needs no reason`),
  ]
}

if (import.meta.main) {
  const allowed = JSON.parse(readFileSync('tools/unused-exports.json', 'utf8')) as readonly Allowance[]
  const left = complaints(unusedExports(process.cwd()), allowed)
  for (const line of left) console.error(line)
  console.log(`${left.length} unused exports`)
  if (left.length > 0) process.exitCode = 1
}
