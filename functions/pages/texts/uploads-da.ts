import type { FileType } from '../../../shared/domain/requests/upload-limits.ts'
import type { UploadTexts } from './uploads-en.ts'

const types: Readonly<Record<FileType, string>> = {
  image: 'billeder',
  recording: 'lyd og film',
  pdf: 'PDF',
  office: 'kontordokumenter',
  text: 'ren tekst',
  markup: 'websider og XML',
  archive: 'arkiver som zip',
  program: 'programmer',
  other: 'andre filer',
}

export const uploadsDa: UploadTexts = {
  anyType: 'Filer af enhver slags.',
  types,
  onlyTypes: (chosen) => `Kun ${chosen.map((type) => types[type]).join(', ')}.`,
  limits: ({ largest, total, left, files, filesLeft }) =>
    `Én fil højst ${largest}; alle sagens filer tilsammen højst ${total} (${left} tilbage) og ${files} i antal (${filesLeft} tilbage).`,
  hint: 'En fil krypteres, mens den kommer. Samme navn igen erstatter den.',
}
