// What an operation says of itself is read by the document of the API alone, and that is made before. In the table of a
// cold start it would be a tenth of all code.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

const words: ReadonlySet<string> = new Set(['summary', 'description', 'responses'])

/** Leaves them out of the operations of a bundle. */
export const withoutWords: Plugin = {
  name: 'operations without their words',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]functions[\\/]http[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: wordless(readFileSync(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

/** The source with blanks in place of them, so that every other place in it stays where it is. */
export function wordless(source: string): string {
  const file = ts.createSourceFile('operations.ts', source, ts.ScriptTarget.Latest, true)
  const gone = descriptionsIn(file).flatMap((described) => wordsIn(described))
  return gone.reduce(
    (text, property) => blanked(text, property.getStart(file), endOf(property, text)),
    source,
  )
}

/** An operation is described by an object that names it. */
function descriptionsIn(node: ts.Node): readonly ts.ObjectLiteralExpression[] {
  const below = node.getChildren().flatMap(descriptionsIn)
  return ts.isObjectLiteralExpression(node) && node.properties.some((one) => nameOf(one) === 'operationId')
    ? [node, ...below]
    : below
}

/** Its own words, and those of the parameters in its address. */
const wordsIn = (described: ts.ObjectLiteralExpression): readonly ts.ObjectLiteralElementLike[] =>
  described.properties.flatMap((property) =>
    words.has(nameOf(property)) ? [property] : nameOf(property) === 'query' ? objectsIn(property) : [],
  )

const objectsIn = (node: ts.Node): readonly ts.ObjectLiteralElementLike[] =>
  ts.isObjectLiteralExpression(node)
    ? node.properties.filter((property) => words.has(nameOf(property)))
    : node.getChildren().flatMap(objectsIn)

const nameOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && ts.isIdentifier(property.name) ? property.name.text : ''

/** With the comma after it. */
function endOf(property: ts.Node, text: string): number {
  const after = /^\s*,/.exec(text.slice(property.end))
  return property.end + (after?.[0].length ?? 0)
}

const blanked = (text: string, from: number, to: number): string =>
  text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to)
