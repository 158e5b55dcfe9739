import type { Language } from '../templates/template.ts'

/** Whom it names; nothing of the person but the reference of their request. */
export type InstructionFacts = {
  readonly company: string
  readonly reference: string
  readonly receiver: {
    readonly name: string
    readonly contact: string
    readonly url?: string
    readonly fingerprint: string
  }
}

const da = ({ company, reference, receiver }: InstructionFacts): readonly string[] => [
  `Jeg beder ${company} om at sende de oplysninger, som jeg efter artikel 20 har ret til at få i et maskinlæsbart format i anmodning ${reference}, direkte til:`,
  addressOf(receiver, 'Nøgler'),
  'Det er de oplysninger, som jeg selv har givet, og som behandles elektronisk på grundlag af mit samtykke eller en aftale med mig. Oplysninger om andre er kun med, hvor det ikke krænker deres rettigheder (artikel 20, stk. 4).',
  `Pakken krypteres, så kun ${receiver.name} kan læse den. Når den er hentet, er ${receiver.name} selv ansvarlig for, hvad den bruger oplysningerne til; ${company} er ikke. Spørg ${receiver.name}, før du sender mere, end den behøver.`,
  'Jeg får selv den samme pakke. Kan den ikke sendes, fordi det ikke er teknisk muligt, eller bliver den ikke hentet i tide, har jeg min egen og kan give den videre.',
  `Det sletter intet hos ${company} og ændrer ikke, hvor længe oplysningerne opbevares (artikel 20, stk. 3).`,
  `Jeg kan tage denne instruks tilbage, indtil ${receiver.name} har hentet pakken.`,
]

const en = ({ company, reference, receiver }: InstructionFacts): readonly string[] => [
  `I ask ${company} to send the data that I have the right to receive in a machine-readable form under Article 20, in request ${reference}, straight to:`,
  addressOf(receiver, 'Keys'),
  'These are the data that I provided myself and that are processed by automated means, on the basis of my consent or of a contract with me. Data about others are included only where that does not harm their rights (Article 20(4)).',
  `The package is encrypted, so that only ${receiver.name} can read it. Once it is fetched, ${receiver.name} answers for what it uses the data for, and ${company} does not. Ask ${receiver.name} before you send more than it needs.`,
  'I get the same package myself. If it cannot be sent because that is not technically feasible, or is not fetched in time, I have my own and can pass it on.',
  `It deletes nothing at ${company}, and does not change how long the data are kept (Article 20(3)).`,
  `I can take this instruction back until ${receiver.name} has fetched the package.`,
]

const addressOf = ({ name, contact, url, fingerprint }: InstructionFacts['receiver'], keys: string): string =>
  [name, contact, ...(url === undefined ? [] : [url]), `${keys}: ${fingerprint}`].join('\n')

const texts: Readonly<Record<Language, (facts: InstructionFacts) => readonly string[]>> = { da, en }

/** What the person signs, as it is shown to them: paragraphs with an empty line between (Art. 20(2)). Its SHA-256 is recorded. */
export const instructionText = (language: Language, facts: InstructionFacts): string =>
  texts[language](facts).join('\n\n')
