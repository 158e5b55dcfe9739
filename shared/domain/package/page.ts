import { isWebAddress } from '../letters/inert.ts'
import { markup } from '../letters/markup.ts'
import type { Markup, MarkupValue } from '../letters/markup.ts'
import type { Language } from '../templates/template.ts'

/** A page that is read from a folder: no script, nothing loaded from anywhere, and a policy in it that says so. */
export function page(language: Language, title: string, body: readonly Markup[]): Uint8Array {
  const whole = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body{max-width:56rem;margin:0 auto;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:#111;background:#fff}
h2{margin-top:2.5rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #bbb;overflow-wrap:break-word}
td a{overflow-wrap:anywhere}
dt{font-weight:bold;margin-top:.8rem}
dd{margin:0}
p,ul,dl{max-width:42rem}
@media (max-width:40rem){
thead{position:absolute;clip-path:inset(50%)}
table,caption,tbody,tr,td{display:block}
tr{border-bottom:1px solid #bbb;padding:.5rem 0}
td{border:0;padding:.1rem 0}
td:empty{display:none}
td::before{content:attr(data-label) ": ";font-weight:bold}
}
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}</main>
</body>
</html>
`
  return new TextEncoder().encode(whole.html)
}

export const section = (heading: string, body: MarkupValue): Markup => markup`<section>
<h2>${heading}</h2>
${body}</section>
`

export const paragraphs = (texts: readonly string[]): readonly Markup[] =>
  texts.map((text) => markup`<p>${text}</p>\n`)

export const list = (items: readonly MarkupValue[]): Markup => markup`<ul>
${items.map((item) => markup`<li>${item}</li>\n`)}</ul>
`

export const definitions = (entries: readonly (readonly [string, MarkupValue])[]): Markup => markup`<dl>
${entries.map(([term, value]) => markup`<dt>${term}</dt><dd>${value}</dd>\n`)}</dl>
`

/** On a narrow screen each row stands by itself, with the name of the column before each value. */
export const table = (
  headers: readonly string[],
  rows: readonly (readonly MarkupValue[])[],
  caption?: string,
): Markup => markup`<table>
${caption === undefined ? '' : markup`<caption>${caption}</caption>`}
<thead><tr>${headers.map((header) => markup`<th scope="col">${header}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr>${row.map((value, at) => markup`<td data-label="${headers[at] as string}">${value}</td>`)}</tr>\n`)}</tbody>
</table>
`

/** A place to complain is a link only where it is an address on the web; otherwise it is text. */
export const address = (url: string): MarkupValue =>
  isWebAddress(url) ? markup`<a href="${url}" rel="noreferrer">${url}</a>` : url
