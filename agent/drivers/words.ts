/** What a codec's word stands for. A codec may say anything, "constructor" too: only what is written in the list counts. */
export function meaningOf<T>(words: Readonly<Record<string, T>>, word: string | null): T | undefined {
  return word !== null && Object.hasOwn(words, word) ? words[word] : undefined;
}
