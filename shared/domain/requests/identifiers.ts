import type { Text } from '../templates/template.ts'

/** Something that helps a company to find a person, and why it asks: nobody must give it (Art. 11(2), Art. 12(6)). */
export type Identifier = { readonly id: string; readonly label: Text; readonly why: Text }

/** Until a company says what its records are found by. */
export const usualIdentifiers: readonly Identifier[] = [
  {
    id: 'customerNumber',
    label: { da: 'Kundenummer', en: 'Customer number' },
    why: {
      da: 'Kan udelades. Det hjælper med at finde dig. Skriv aldrig et cpr-nummer her.',
      en: 'Optional. It helps to find you. Never write a national identity number here.',
    },
  },
]
