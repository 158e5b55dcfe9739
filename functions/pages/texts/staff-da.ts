import { bulkDa } from './bulk-da.ts'
import { peopleDa } from './people-da.ts'
import { registerDa } from './register-da.ts'
import type { StaffTexts } from './staff-en.ts'
import { keysDa } from './keys-da.ts'
import { receiversDa } from './receivers-da.ts'
import { webhooksDa } from './webhooks-da.ts'
import { reportsDa } from './reports-da.ts'
import { stuckDa } from './stuck-da.ts'

export const staffDa: StaffTexts = {
  signIn: {
    title: 'Log ind',
    signedOut:
      'Du er ikke logget ind, eller der er gået mere end femten minutter, siden du sidst gjorde noget her. Det, du har gemt, er gemt.',
    lead: 'For dem, der arbejder her. Skriv din e-mailadresse på arbejdet, så sender vi dig et link.',
    email: 'Din e-mailadresse',
    submit: 'Send mig et link',
    sentTitle: 'Se i din postkasse',
    sent: 'Hvis du arbejder her, er et link på vej. Det virker én gang og i ti minutter.',
    again:
      'Ingen mail efter nogle minutter? Se i mappen med uønsket post, eller spørg din administrator, hvilken adresse du er kendt under.',
    errors: { email: 'Skriv en e-mailadresse, som navn@example.com' },
  },
  bulk: bulkDa,
  queue: {
    asCsv: 'Hent listen som CSV',
    asLines: 'Hent listen som JSON Lines',
    bulk: 'Tildel dem alle',
    title: 'Anmodninger',
    count: (count) => (count === 1 ? '1 anmodning på siden' : `${count} anmodninger på siden`),
    empty: 'Ingen anmodning passer. Anmodninger, som du ikke har fået tildelt, vises kun for ledere.',
    showAll: 'Vis alle anmodninger',
    noAccess:
      'Din rolle ser ingen anmodninger. Virksomhedens indstillinger og medarbejdere findes et andet sted.',
    register: 'Notér en anmodning, der kom ad anden vej',
    filters: 'Vis',
    status: 'Status',
    work: 'I gang',
    all: 'Alle',
    due: 'Frist',
    dueAny: 'Når som helst',
    dueOverdue: 'Over fristen',
    dueDays: (days) => `Inden ${days} dage`,
    assignee: 'Tildelt',
    anyone: 'Hvem som helst',
    me: 'Mig',
    show: 'Vis',
    caption: 'Anmodninger, den med første frist øverst',
    reference: 'Reference',
    rights: 'Bedt om',
    received: 'Modtaget',
    nobody: 'Ingen',
    others: (count) => (count === 1 ? '1 kollega' : `${count} kolleger`),
    next: 'Senere frister',
    first: 'Tilbage til første side',
  },
  register: registerDa,
  due: {
    today: 'i dag',
    left: (days) => (days === 1 ? 'om 1 dag' : `om ${days} dage`),
    late: (days) => (days === 1 ? '1 dag for sent' : `${days} dage for sent`),
  },
  approvals: {
    title: 'Venter på godkendelse',
    empty: 'Intet venter på dig. Det, du selv har arbejdet på, vises for andre.',
    caption: 'Det, der venter på dig, det ældste først',
    kind: 'Hvad',
    kinds: { seal: 'Et svar, der er klar til at blive sendt', refusal: 'Et afslag' },
    since: 'Venter siden',
    due: 'Frist',
    open: 'Læs og afgør',
  },
  keys: keysDa,
  webhooks: webhooksDa,
  receivers: receiversDa,
  reports: reportsDa,
  stuck: stuckDa,
  people: peopleDa,
}
