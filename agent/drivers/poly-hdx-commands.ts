import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { withPlaces } from "./ownership.ts";
import { hdxClock, hdxTotals } from "./poly-hdx-whoami.ts";
import { textReading } from "./readings.ts";

const source = "a_apicommand.cgi of a Polycom HDX 9006 3.1.14, recorded answers";

/** Every command asked here only reads. */
const commands = (...lines: readonly string[]): Pick<Document, "path" | "format" | "ownership" | "post" | "slowestS"> => ({
  path: "/a_apicommand.cgi",
  format: "xml",
  // Others who watch HDX wait for five minutes: a command stands in line behind what the codec is doing.
  slowestS: 300,
  ownership: { source, of: withPlaces("apicommands/apicommand[]/result") },
  post: {
    type: "application/x-www-form-urlencoded",
    text: new URLSearchParams({ apicommand: lines.map((line) => `${line};`).join("") }).toString(),
  },
});

/** What the codec answered to a command, or null when it failed or was not asked. */
function resultOf(answers: readonly DocumentNode[], command: string): string | null {
  const answer = answers.find((node) => textAt(node, "command") === command);
  const isDone = answer !== undefined && textAt(answer, "command/@status") === "success";
  return isDone ? textAt(answer, "result") : null;
}

/** `version "Release - 3.1.14-56008"`, `serialnum 8211…`: the command again, then its value, quoted where it has spaces. */
function identityOf(answers: readonly DocumentNode[], command: string, echo: string, kind: ReadingKind) {
  const value = resultOf(answers, command)?.replace(echo, "").trim().replace(/^"|"$/g, "");
  return textReading(kind, value);
}

const identity: Field = {
  at: "apicommands/apicommand[]",
  source: `${source}: serialnum, version, systemsetting get model`,
  toReading: (answers) =>
    [
      identityOf(answers, "systemsetting get model", "systemsetting model", "model"),
      identityOf(answers, "version", "version", "firmware"),
      identityOf(answers, "serialnum", "serialnum", "serial"),
    ].filter((reading) => reading !== null),
};

/**
 * "callinfo:43:<name>:<number>:384:connected:notmuted:outgoing:videocall", one for each call. Names and numbers may hold colons, so a
 * record is read from its end; who is called is not read at all.
 */
function connectedCalls(text: string): number {
  const states = text.split(/callinfo:(?=\d)/).flatMap((record) => {
    const matches = [...record.matchAll(/:([a-z]+):(?:not)?muted:(?:incoming|outgoing):/g)];
    return matches.at(-1)?.[1] ?? [];
  });
  return states.filter((state) => state === "connected").length;
}

const activeCalls: Field = {
  at: "apicommands/apicommand[]",
  source: `${source}: callinfo all`,
  toReading: (answers) => {
    const text = resultOf(answers, "callinfo all");
    if (text === null) return null;
    if (/not in a call/.test(text)) return { kind: "active_calls", value: 0 };
    return { kind: "active_calls", value: text.startsWith("callinfo begin") ? connectedCalls(text) : Number.NaN };
  },
};

export const hdxCalls: Document = { ...commands("callinfo all", "whoami"), fields: [activeCalls, hdxClock] };
export const hdxIdentity: Document = {
  ...commands("serialnum", "version", "systemsetting get model", "whoami"),
  fields: [identity, hdxTotals],
};
