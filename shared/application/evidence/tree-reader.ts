import { nodeIn, nodesOf, spanRoot, tileOf, tileWidth } from '../../domain/evidence/tree-proofs.ts'
import type { Span, TileName, TreeNode } from '../../domain/evidence/tree-proofs.ts'
import { fromBase64Url } from '../bytes.ts'
import type { Core } from '../core.ts'
import { hashIn, tileId, treePartition } from './tree-document.ts'
import type { LeafTile, NodeTile, TreeHead, TreeLeaf } from './tree-document.ts'

/** The tree as it was at one head, for one answer: each tile is read once. */
export type TreeReader = {
  readonly leaves: (span: Span) => Promise<readonly TreeLeaf[]>
  readonly roots: (spans: readonly Span[]) => Promise<readonly Uint8Array[]>
}

export function makeTreeReader({ documents, crypto }: Pick<Core, 'documents' | 'crypto'>) {
  const { sha256 } = crypto

  return (companyId: string, { size, edge }: TreeHead): TreeReader => {
    const edgeNumber = Math.floor(size / tileWidth)
    const leafTile = remembering(async (number) => {
      if (number === edgeNumber) return edge
      return (await tile<LeafTile>({ level: 0, number })).leaves
    })
    const hashesOf = remembering(async (level, number): Promise<readonly Uint8Array[]> => {
      if (level === 0) return (await leafTile(number)).map(hashIn)
      return (await tile<NodeTile>({ level, number })).hashes.map(fromBase64Url)
    })

    async function tile<Tile extends LeafTile | NodeTile>(name: TileName): Promise<Tile> {
      const found = await documents.read<Tile>(treePartition(companyId), tileId(name))
      if (!found) throw new Error(`${tileId(name)} of the audit tree is missing`)
      return found.value
    }

    async function rootOf(node: TreeNode): Promise<Uint8Array> {
      const { level, number } = tileOf(node)
      return nodeIn(sha256, await hashesOf(level, number), node)
    }

    return {
      async leaves({ start, end }) {
        const found: TreeLeaf[] = []
        for (let at = start; at < end;) {
          const number = Math.floor(at / tileWidth)
          const last = Math.min(end, (number + 1) * tileWidth)
          found.push(...(await leafTile(number)).slice(at % tileWidth, last - number * tileWidth))
          at = last
        }
        return found
      },
      roots: (spans) =>
        Promise.all(
          spans.map(async (span) => spanRoot(sha256, await Promise.all(nodesOf(span).map(rootOf)))),
        ),
    }
  }
}

function remembering<Found>(
  read: (...name: number[]) => Promise<Found>,
): (...name: number[]) => Promise<Found> {
  const found = new Map<string, Promise<Found>>()
  return (...name) => {
    const known = found.get(name.join()) ?? read(...name)
    found.set(name.join(), known)
    return known
  }
}
