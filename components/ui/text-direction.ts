const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const beginsSo = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** `rtl` for a text that begins with a letter of a script that runs to the left: cut off, it keeps its beginning. */
export function directionOf(text: string | undefined): 'rtl' | undefined {
  return text !== undefined && rightToLeft.test(text) && beginsSo.test(text) ? 'rtl' : undefined
}
