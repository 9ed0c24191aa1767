/**
 * How many letters a person sees: ẹ́ is one, however many code points write it. Only for event
 * handlers and effects: the server's renderer has no Intl.
 */
export function countLetters(text: string): number {
  const normal = text.normalize("NFC");
  if (typeof Intl === "undefined" || !("Segmenter" in Intl))
    return Array.from(normal).length;
  let count = 0;
  for (const _ of new Intl.Segmenter("en", {
    granularity: "grapheme",
  }).segment(normal))
    count++;
  return count;
}
