import { packObservations } from "../contract/columns.ts";
import type { Form } from "../contract/envelope.ts";
import { observeCodecs } from "./wire/observe-codecs.ts";

// Prints the forms that simulated codecs take again and again, as lines for `usualForms` of contract/wire-dictionary.ts: to be done
// with each new version of the wire.

const minutes = { all: 120, untilSettled: 20 };
const seldom = 5;
const width = 124;

function isInCall({ readings }: Form): boolean {
  return Number(readings["active_calls"] ?? 0) > 0 || readings["system_state"] === "in_call";
}

/** How late in the dictionary: what occurs most often stands last. */
function placeOf(form: Form): number {
  if (form.question === "status") return isInCall(form) ? 0 : 1;
  if (form.question === "history") return 2;
  return isInCall(form) ? 3 : 4;
}

const found = new Map<string, { readonly form: Form; count: number }>();
for (const minute of (await observeCodecs(minutes.all, () => undefined)).slice(minutes.untilSettled)) {
  for (const form of packObservations(minute).forms) {
    const text = JSON.stringify(form);
    const known = found.get(text);
    if (known === undefined) found.set(text, { form, count: 1 });
    else known.count += 1;
  }
}
const usual = [...found]
  .filter(([, { form, count }]) => count >= seldom && form.question !== "inventory")
  .sort(([, one], [, other]) => placeOf(one.form) - placeOf(other.form))
  .map(([text]) => text);
const lines = [""];
for (const piece of usual.join(",").match(/[^,]*,|[^,]+$/g) ?? []) {
  if ((lines.at(-1) ?? "").length + piece.length > width) lines.push("");
  lines.push(`${lines.pop() ?? ""}${piece}`);
}
for (const line of lines) console.log(`  '${line}',`);
