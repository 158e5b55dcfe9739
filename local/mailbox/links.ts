const webAddress = /https?:\/\/[^\s<>"']+/g

/** The web addresses in a mail's text. */
export const linksIn = (text: string): readonly string[] => text.match(webAddress) ?? []

export type TextPart = { readonly text: string; readonly isLink: boolean }

/** The text in pieces, in order, addresses told from the rest. */
export function textParts(text: string): readonly TextPart[] {
  const links = linksIn(text)
  const between = text.split(webAddress)
  return between.flatMap((words, index) => {
    const link = links[index]
    return [{ text: words, isLink: false }, ...(link === undefined ? [] : [{ text: link, isLink: true }])]
  })
}
