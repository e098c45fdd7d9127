/** A label in the middle of a sentence: "Student" becomes "student", an abbreviation keeps its capitals. */
export function midSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
