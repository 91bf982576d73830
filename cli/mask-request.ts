import type { Document } from "../agent/drivers/driver.ts";
import { drivers } from "../agent/drivers/index.ts";
import type { Heard } from "../agent/poll/listener.ts";
import { questions } from "../contract/observation.ts";
import type { Masks } from "./masks.ts";

const documents: readonly Pick<Document, "path" | "post">[] = drivers.flatMap((driver) => [
  ...(driver.signature === undefined ? [] : [driver.signature]),
  ...questions.flatMap((question) => [...(driver[question]?.documents ?? []), ...(driver[question]?.inCall?.documents ?? [])]),
]);
const paths = [...documents.map(({ path }) => path), "/"];
const posts = documents.flatMap(({ post }) => (post === undefined ? [] : [post.text]));

/** What was asked, as it may be shown: what came with an earlier answer is masked as it was there. */
export function maskedRequest({ request, posted = "" }: Heard, masks: Masks): { readonly path: string; readonly posted: string } {
  return { path: masked(request.slice(request.indexOf(" ") + 1), paths, masks), posted: masked(posted, ["", ...posts], masks) };
}

function masked(text: string, templates: readonly string[], masks: Masks): string {
  for (const template of templates) {
    const [before = "", after] = template.split("{}");
    if (after === undefined && text === before) return text;
    if (after === undefined || !text.startsWith(before) || !text.endsWith(after)) continue;
    const filled = text.slice(before.length, text.length - after.length);
    // The number of a conference, or an offset.
    return /^\d{1,3}$/.test(filled) ? text : `${before}${masks.text(filled)}${after}`;
  }
  return masks.text(text);
}
