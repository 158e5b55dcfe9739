// Whether a person can open a file with what people have: an answer must be intelligible (Art. 12(1)), so whoever approves is told.

/** What browsers, and programs that come with a machine or cost nothing, show. */
const openTypes =
  /^(text\/(plain|csv|html|rtf|calendar|vcard|markdown)|image\/(png|jpeg|gif|webp|bmp|svg\+xml)|(audio|video)\/.+|message\/rfc822|application\/(pdf|rtf|msword|vnd\.(ms-(excel|powerpoint)|openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)|oasis\.opendocument\.(text|spreadsheet|presentation))))$/i

const openEndings =
  /\.(txt|csv|html?|rtf|ics|vcf|md|png|jpe?g|gif|webp|bmp|svg|mp3|m4a|wav|ogg|mp4|mov|webm|eml|pdf|docx?|xlsx?|pptx?|od[tsp])$/i

/** What says nothing of its content. */
const unsaid = ['', 'application/octet-stream', 'binary/octet-stream']

/** By its type; by its name where the type says nothing. */
export function isHardToRead({
  name,
  mediaType,
}: {
  readonly name: string
  readonly mediaType: string
}): boolean {
  const [type = ''] = mediaType.split(';').map((part) => part.trim())
  return unsaid.includes(type.toLowerCase()) ? !openEndings.test(name) : !openTypes.test(type)
}

/** Of a file of a package. What is generated is made to be read; it is what others made that may not be. */
export const isHardInside = ({
  path,
  mediaType,
}: {
  readonly path: string
  readonly mediaType: string
}): boolean => path.startsWith('attachments/') && isHardToRead({ name: path, mediaType })
