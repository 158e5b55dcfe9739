// Bicep's syntax tree, by the grammar of tree-sitter.
import { fileURLToPath } from 'node:url'
import { Language, Parser } from 'web-tree-sitter'
import type { Node } from 'web-tree-sitter'

export type SyntaxFault = { readonly line: number; readonly column: number; readonly what: string }

let parser: Promise<Parser> | undefined

async function openParser(): Promise<Parser> {
  await Parser.init()
  const grammar = fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))
  return new Parser().setLanguage(await Language.load(grammar))
}

/** The tree of a template, and where it is none. */
export async function parseBicep(
  text: string,
): Promise<{ readonly root: Node; readonly faults: readonly SyntaxFault[] }> {
  const tree = (await (parser ??= openParser())).parse(text)
  if (!tree) throw new Error('the grammar gave no tree')
  return { root: tree.rootNode, faults: [...faultsIn(tree.rootNode)] }
}

function* faultsIn(node: Node): Generator<SyntaxFault> {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition
    const what = node.isMissing ? `${node.type} is missing` : `not understood: ${node.text.slice(0, 40)}`
    yield { line: row + 1, column: column + 1, what }
  } else if (node.hasError) {
    for (const child of node.children) yield* faultsIn(child)
  }
}
