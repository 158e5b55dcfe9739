import type { FileType } from '../../../shared/domain/requests/upload-limits.ts'

export type UploadRoom = {
  readonly largest: string
  readonly total: string
  readonly left: string
  readonly files: number
  readonly filesLeft: number
}

const types: Readonly<Record<FileType, string>> = {
  image: 'pictures',
  recording: 'sound and film',
  pdf: 'PDF',
  office: 'office documents',
  text: 'plain text',
  markup: 'web pages and XML',
  archive: 'archives such as zip',
  program: 'programs',
  other: 'other files',
}

/** What a company takes as files, said before anybody chooses one. */
export const uploadsEn = {
  anyType: 'Files of any kind.',
  types,
  onlyTypes: (chosen: readonly FileType[]): string => `Only ${chosen.map((type) => types[type]).join(', ')}.`,
  limits: ({ largest, total, left, files, filesLeft }: UploadRoom): string =>
    `One file at most ${largest}; all files of the request together at most ${total} (${left} left) and ${files} in number (${filesLeft} left).`,
  hint: 'A file is encrypted while it arrives. The same name again replaces it.',
}

export type UploadTexts = typeof uploadsEn
