/** A text inside a document. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function element(name: string, ...inner: readonly string[]): string {
  return `<${name}>${inner.join("")}</${name}>`;
}
