const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// What XML cannot carry at all would spoil a whole picture.
const unprintable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text within HTML or SVG, or within an attribute of them. */
export const escaped = (text: string): string => text.replace(unprintable, "\ufffd").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
