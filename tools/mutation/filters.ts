// Finds what keeps companies and people apart in the code: each comparison of companies, check of a permission, key of a
// query, and demand of the permission table, and how the code would read without it.
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export type FilterKind = 'companyComparison' | 'permission' | 'condition' | 'queryKey' | 'tableLine'

export type Filter = {
  readonly file: string
  readonly kind: FilterKind
  /** As it is written, on one line, and no more of it than can be read. */
  readonly source: string
  /** SHA-256 of the whole span, so that a change of it is another filter. */
  readonly hash: string
  /** Among those of this file that read the same, from 0. */
  readonly nth: number
  readonly start: number
  readonly end: number
  /** What stands there when it is taken out. */
  readonly without: string
}

type Found = Pick<Filter, 'kind' | 'without'> & { readonly node: ts.Node }

const scope = [
  'shared/domain/**/*.ts',
  'shared/application/**/*.ts',
  'functions/http/*.ts',
  'functions/pages/*.ts',
]

/** Where each operand of a condition is looked at too. */
const conditionFiles =
  /^shared\/domain\/identity\/(roles|proof)\.ts$|^shared\/application\/requests\/access\.ts$/

export const filtersIn = (root: string): readonly Filter[] =>
  globSync(scope, { cwd: root })
    .sort()
    .flatMap((file) => filtersOf(file, readFileSync(join(root, file), 'utf8')))

export function filtersOf(file: string, text: string): readonly Filter[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    found.push(...foundAt(file, node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  const seen = new Map<string, number>()
  return found.map(({ kind, without, node }) => {
    const span = node.getText(source)
    const hash = createHash('sha256').update(`${kind} ${span}`).digest('hex').slice(0, 16)
    const nth = seen.get(hash) ?? 0
    seen.set(hash, nth + 1)
    const shown = span.replaceAll(/\s+/g, ' ').slice(0, 160)
    return { file, kind, source: shown, hash, nth, start: node.getStart(source), end: node.getEnd(), without }
  })
}

function foundAt(file: string, node: ts.Node): readonly Found[] {
  return [
    companyComparison(node),
    permissionCheck(node),
    ...(conditionFiles.test(file) ? operands(node) : []),
    queryKey(file, node),
    ...(file.endsWith('/roles.ts') ? tableMembers(node) : []),
  ].filter((one) => one !== undefined)
}

const ofCompany = /\b(companyId|company|holder)$|holderOf\(/

/** One side names whose something is, and the other is no literal: taken out, everybody's is one's own. */
function companyComparison(node: ts.Node): Found | undefined {
  if (!ts.isBinaryExpression(node)) return undefined
  const sides = [node.left, node.right]
  const isEqual = node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken
  if (!isEqual && node.operatorToken.kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken) return undefined
  if (sides.some((side) => ts.isLiteralExpression(side) || side.getText() === 'undefined')) return undefined
  if (!sides.some((side) => ofCompany.test(side.getText()))) return undefined
  return { kind: 'companyComparison', node, without: String(isEqual) }
}

function permissionCheck(node: ts.Node): Found | undefined {
  const isCheck = ts.isCallExpression(node) && node.expression.getText() === 'allowed'
  return isCheck ? { kind: 'permission', node, without: 'true' } : undefined
}

/** `a && b` without either, `a || b` likewise. */
function operands(node: ts.Node): readonly Found[] {
  if (!ts.isBinaryExpression(node)) return []
  const { kind } = node.operatorToken
  const isCondition = kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken
  if (!isCondition) return []
  const neutral = String(kind === ts.SyntaxKind.AmpersandAmpersandToken)
  return [node.left, node.right]
    .filter((side) => !(ts.isBinaryExpression(side) && side.operatorToken.kind === kind))
    .map((side) => ({ kind: 'condition', node: side, without: neutral }))
}

/** Stands where a member of an object was. */
const nothing = '...{}'

const ofQueries = /^(idPrefix|where|limit|orderBy|continuation)$/

/** Without its key a query is over the partitions of all companies. */
function queryKey(file: string, node: ts.Node): Found | undefined {
  const isMember = ts.isPropertyAssignment(node) || ts.isSpreadAssignment(node)
  if (!isMember || !file.startsWith('shared/application/')) return undefined
  const { properties } = node.parent as ts.ObjectLiteralExpression
  const names = properties.flatMap((member) => member.name?.getText() ?? [])
  if (!names.some((name) => ofQueries.test(name))) return undefined
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'key')
    return { kind: 'queryKey', node, without: nothing }
  const isSpread = ts.isSpreadAssignment(node) && ts.isCallExpression(node.expression)
  const partition = isSpread ? node.expression.getText() : ''
  return /Partition\(/.test(partition)
    ? { kind: 'queryKey', node, without: `container: ${partition}.container` }
    : undefined
}

/** A line of the permission table with one demand less. */
function tableMembers(node: ts.Node): readonly Found[] {
  const isMember = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)
  const isDemand = isMember && /^(role|grant|relation|status)$/.test(node.name.getText())
  const isRule = isDemand && ts.isObjectLiteralExpression(node.parent)
  return isRule ? [{ kind: 'tableLine', node, without: nothing }] : []
}
