// The part of YAML 1.2 that our pipelines are written in; whatever else stands there is refused.

export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlMap
export type YamlMap = { readonly [key: string]: Yaml }

type Line = { readonly indent: number; readonly text: string; readonly number: number }

/** Blocks of maps and lists, scalars, lists in brackets, literal text behind `|`. No anchors, tags or folding. */
export function parseYaml(text: string): Yaml {
  const reader = { lines: linesOf(text), raw: text.split('\n'), at: 0 }
  const value = readBlock(reader, reader.lines[0]?.indent ?? 0)
  const left = reader.lines[reader.at]
  if (left) throw new Error(`line ${left.number}: nobody reads ${left.text}`)
  return value
}

type Reader = { readonly lines: Line[]; readonly raw: readonly string[]; at: number }

const linesOf = (text: string): Line[] =>
  text.split('\n').flatMap((raw, index) => {
    const said = withoutComment(raw).trimEnd()
    return said.trim() === ''
      ? []
      : [{ indent: said.length - said.trimStart().length, text: said.trim(), number: index + 1 }]
  })

/** A comment begins behind a space, outside of quotes. */
function withoutComment(line: string): string {
  const [said = ''] = /^(?:'[^']*'|"(?:\\.|[^"\\])*"|(?<!\s)#|[^#'"]|['"])*/.exec(line) ?? []
  return line.trimStart().startsWith('#') ? '' : said
}

function readBlock(reader: Reader, indent: number): Yaml {
  const first = reader.lines[reader.at]
  if (!first || first.indent < indent) return null
  return first.text === '-' || first.text.startsWith('- ')
    ? readList(reader, first.indent)
    : readMap(reader, first.indent)
}

function readList(reader: Reader, indent: number): readonly Yaml[] {
  const items: Yaml[] = []
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    if (!line.text.startsWith('- ')) break
    const inner = line.text.slice(2).trim()
    if (keyOf(inner) === undefined) {
      reader.at += 1
      items.push(scalar(inner, line))
    } else {
      // What stands behind the hyphen is the first line of a map that goes on below it.
      reader.lines[reader.at] = { ...line, indent: indent + 2, text: inner }
      items.push(readMap(reader, indent + 2))
    }
  }
  return items
}

function readMap(reader: Reader, indent: number): YamlMap {
  const found: Record<string, Yaml> = {}
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    if (line.text.startsWith('- ')) break
    const key = keyOf(line.text)
    if (key === undefined) throw new Error(`line ${line.number}: no key in ${line.text}`)
    if (key.name in found) throw new Error(`line ${line.number}: ${key.name} stands twice`)
    reader.at += 1
    found[key.name] = valueBehind(reader, key.rest, line)
  }
  return found
}

function valueBehind(reader: Reader, rest: string, line: Line): Yaml {
  if (rest === '|') return literal(reader, line)
  if (rest !== '') return scalar(rest, line)
  const next = reader.lines[reader.at]
  const isListHere = next?.indent === line.indent && next.text.startsWith('- ')
  if (!next || (next.indent <= line.indent && !isListHere)) return null
  return readBlock(reader, next.indent)
}

function literal(reader: Reader, { indent, number }: Line): string {
  const lines: string[] = []
  for (const raw of reader.raw.slice(number)) {
    if (raw.trim() !== '' && raw.length - raw.trimStart().length <= indent) break
    lines.push(raw.trim())
  }
  while ((reader.lines[reader.at]?.number ?? Infinity) <= number + lines.length) reader.at += 1
  return `${lines.join('\n').trimEnd()}\n`
}

function keyOf(text: string): { readonly name: string; readonly rest: string } | undefined {
  const [, name, rest = ''] = /^([A-Za-z_][\w.-]*):(?:\s+(.*))?$/.exec(text) ?? []
  return name === undefined ? undefined : { name, rest }
}

function scalar(text: string, { number }: Pick<Line, 'number'>): Yaml {
  if (/^[&*!>{%@`]/.test(text)) throw new Error(`line ${number}: nobody reads ${text}`)
  if (text.startsWith('[') && text.endsWith(']'))
    return items(text.slice(1, -1)).map((item) => scalar(item, { number }))
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'")
  if (text.startsWith('"')) return JSON.parse(text) as string
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+$/.test(text) ? Number(text) : text
}

const items = (list: string): readonly string[] =>
  [...list.matchAll(/\s*("(?:\\.|[^"\\])*"|'[^']*'|[^,]+)\s*(?:,|$)/g)].map(([, item = '']) => item.trim())
