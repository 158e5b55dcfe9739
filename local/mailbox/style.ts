import type { LocalAnswer } from './answer.ts'

const css = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; border-bottom: 1px solid; padding-bottom: .5rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin: 0; }
article { overflow-wrap: anywhere; }
article, .people li, .clock { border: 1px solid; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
.people { list-style: none; padding: 0; }
.facts { margin: .25rem 0; opacity: .8; overflow-wrap: anywhere; }
.clock p { margin-top: 0; }
button { font: inherit; padding: .4rem .8rem; min-height: 2.75rem; cursor: pointer; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { text-align: start; vertical-align: top; border-bottom: 1px solid; padding: .4rem; }
code { overflow-wrap: anywhere; }
`

/** The one stylesheet of these pages. */
export const stylesheet: LocalAnswer = {
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8' },
  body: css,
}
