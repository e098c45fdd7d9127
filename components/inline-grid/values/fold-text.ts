/** A text as far as names are concerned: two texts that fold alike are looked up alike. */
export function foldText(text: string): string {
  return text.normalize('NFC').trim().toLocaleLowerCase()
}
