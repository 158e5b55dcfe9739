// What a form says where the company leaves it out, in the languages that the product has.
import type { Texts } from './form.ts'

/** Art. 7(3): said before anybody consents. */
export const usualWithdrawal: Texts = {
  da: 'Du kan trække dit samtykke tilbage når som helst, lige så let som du gav det. Det, der er sket indtil da, er stadig lovligt.',
  en: 'You can withdraw your consent at any time, as easily as you gave it. What was done until then stays lawful.',
}

/** Art. 17(1)(b): with the consent goes the reason to keep. */
export const usualRetention: Texts = {
  da: 'Indtil du trækker dit samtykke tilbage',
  en: 'Until you withdraw your consent',
}
