// Templates are parsed into words and names. There is no expression language: a name stands for its value, and that is all.

export type Part = { readonly kind: 'words' | 'name'; readonly text: string }

const placeholder = /\{([a-zA-Z][\w.@-]*)\}/

/** `type:{a} {b.c}` is words, a name, words, a name. A brace that begins no name is a word. */
export const partsOf = (template: string): readonly Part[] =>
  template
    .split(placeholder)
    .map((text, at) => ({ kind: at % 2 === 0 ? ('words' as const) : ('name' as const), text }))
    .filter(({ kind, text }) => kind === 'name' || text !== '')

export const namesIn = (template: string): readonly string[] =>
  partsOf(template)
    .filter(({ kind }) => kind === 'name')
    .map(({ text }) => text)
