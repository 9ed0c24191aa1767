/** "1 item", "3 items". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "a colour", "an inscription"; a label that already speaks ("Your name", "Who is it for?") stays as it is. */
export function oneOf(label: string): string {
  const text = inSentence(label);
  if (/^(a|an|the|your|their|who|what|which|when|where|how)\b/i.test(text))
    return text;
  return `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`;
}

/** A label inside a sentence: "Inscription" becomes "inscription"; "UK size" stays. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}
