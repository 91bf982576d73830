import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../agent/clock.ts";
import type { Driver } from "../../agent/drivers/driver.ts";
import { driverOf } from "../../agent/drivers/index.ts";
import type { EndpointSettings } from "../../agent/poll/endpoint-settings.ts";
import type { Heard } from "../../agent/poll/listener.ts";
import { pollEndpoint } from "../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../agent/poll/poll-target.ts";
import { plainSite } from "../../agent/poll/site.ts";
import { newTransportCounters } from "../../agent/transport/counters.ts";
import { newMasks } from "../../cli/masks.ts";
import { newHearing } from "../../cli/probe-hearing.ts";
import { saveCase } from "../../cli/probe-record.ts";
import { understand } from "../../cli/probe-understanding.ts";
import { notUnderstood } from "../../cli/probe-unread.ts";
import { questions } from "../../contract/observation.ts";
import { startFleet } from "../../simulator/fleet.ts";
import { secret, startRecordedCodec } from "../agent/recorded-codec.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { options } from "../simulator/ask.ts";

interface Conversation {
  readonly driver: Driver | null;
  readonly heard: readonly Heard[];
}

const nowMs = Date.parse("2026-03-02T10:00:00Z");

async function converse(ways: Pick<EndpointSettings, "family" | "snmp" | "http">): Promise<Conversation> {
  const hearing = newHearing();
  const settings = { id: "salle", host: "127.0.0.1", timeoutMs: 10_000, retries: 0, ...ways };
  const paces = { state: 0, status: 0, history: 0, inventory: 0 };
  const target = openTarget(settings, { counters: newTransportCounters(), paces, site: plainSite(null) });
  try {
    for (const question of questions) {
      if (target.asks(question)) await pollEndpoint(target, question, systemClock(), { listener: hearing.listener });
    }
    return { driver: target.driver, heard: hearing.answers() };
  } finally {
    await target.close();
  }
}

async function simulated(family: "cisco-ce" | "poly-videoos" | "poly-hdx"): Promise<Conversation> {
  const fleet = await startFleet([options(family)], { nowMs: () => nowMs });
  const codec = fleet.codec(family);
  codec.apply({ does: "call", durationS: 600, farEnd: "salle@exemple.invalid" });
  const { snmpPort, httpUrl } = codec;
  try {
    return await converse({
      family,
      ...(snmpPort !== null && { snmp: { version: "2c" as const, port: snmpPort, community: secret("public") } }),
      ...(httpUrl !== null && { http: { url: httpUrl, user: "admin", password: secret("mot-de-passe"), verifyTls: false } }),
    });
  } finally {
    await fleet.close();
  }
}

/** What a codec of the network said, as it was recorded. */
async function recorded(family: "cisco-ce" | "poly-videoos", http: Readonly<Record<string, string>>): Promise<Conversation> {
  const codec = await startRecordedCodec({ http, access: driverOf(family)?.access ?? { kind: "basic" } });
  try {
    return await converse({ family, ...(codec.http !== undefined && { http: codec.http }) });
  } finally {
    await codec.close();
  }
}

const recording = (file: string): string => readFileSync(new URL(`../recordings/${file}`, import.meta.url), "utf8");

function roomBar(): Promise<Conversation> {
  const status = recording("avispl-cisco/status.xml");
  return recorded("cisco-ce", { "/getxml?location=/Status/SystemUnit": status, "/status.xml": status });
}

function studioX30(): Promise<Conversation> {
  const { mappings } = JSON.parse(recording("avispl-polycom-videoos/wiremock-multi.json")) as {
    mappings: { request: { url: string }; response: { body: string } }[];
  };
  return recorded("poly-videoos", Object.fromEntries(mappings.map(({ request, response }) => [request.url, response.body])));
}

const conversations: readonly (readonly [string, () => Promise<Conversation>])[] = [
  ["a simulated Cisco", () => simulated("cisco-ce")],
  ["a simulated Poly", () => simulated("poly-videoos")],
  ["a simulated HDX", () => simulated("poly-hdx")],
  ["a recorded Room Bar", roomBar],
  ["a recorded Studio X30", studioX30],
];

/** Of no language, so that none is a word of a codec. */
const name = fc.stringMatching(/^[A-Z][aeiou][bdfgjv][aeiou][dfgjv]{2}[aeiou]$/);
const plan = fc.stringMatching(/^[2-9]\d{4,7}$/);
const octet = fc.integer({ min: 20, max: 250 });
const hex = fc.stringMatching(/^[2-9a-f]{2}$/);
const hexes = fc.tuple(hex, hex, hex, hex, hex, hex);

/** What says who or where, and the parts of it that may appear nowhere. */
const personal: fc.Arbitrary<{ readonly text: string; readonly parts: readonly string[] }> = fc.oneof(
  name.map((text) => ({ text, parts: [text] })),
  fc.tuple(name, name).map((parts) => ({ text: parts.join(" "), parts })),
  name.map((text) => ({ text: text.toLowerCase(), parts: [text] })),
  fc.tuple(name, name).map(([who, where]) => ({ text: `${who}@${where}.fr`, parts: [who, where] })),
  fc.tuple(name, name).map(([who, where]) => ({ text: `sip:${who}@${where}.fr`, parts: [who, where] })),
  fc.tuple(name, name).map(([host, domain]) => ({ text: `pc-${host}.${domain}.local`, parts: [host, domain] })),
  plan.map((text) => ({ text, parts: [text] })),
  fc.stringMatching(/^0[2-9]\d{8}$/).map((text) => ({ text, parts: [text] })),
  fc.stringMatching(/^\+33 [2-9](?: [2-9]\d){4}$/).map((text) => ({ text, parts: [text] })),
  fc.tuple(octet, octet, octet, octet).map((octets) => ({ text: octets.join("."), parts: [octets.join(".")] })),
  fc.tuple(hex, hex).map(([one, other]) => ({ text: `fd${one}:${other}${one}::${other}`, parts: [`fd${one}:`] })),
  hexes.map((bytes) => ({ text: bytes.join(":"), parts: [bytes.join(":")] })),
  hexes.map((bytes) => ({ text: bytes.join("-").toUpperCase(), parts: [bytes.join("-")] })),
  hexes.map((bytes) => ({ text: bytes.join(""), parts: [bytes.join("")] })),
  hexes.map((bytes) => ({ text: bytes.join("").replace(/(.{4})(?=.)/g, "$1."), parts: [bytes.join("").replace(/(.{4})(?=.)/g, "$1.")] })),
);

/** A place where somebody could have written it. */
interface Spot {
  readonly answer: number;
  readonly way: "value" | "attribute" | "name" | "attributeName" | "comment" | "instruction";
  readonly place: number;
  readonly isAppended: boolean;
}

const spot: fc.Arbitrary<Spot> = fc.record({
  answer: fc.nat(),
  way: fc.constantFrom("value", "attribute", "name", "attributeName", "comment", "instruction"),
  place: fc.nat(),
  isAppended: fc.boolean(),
});

function planted(heard: readonly Heard[], text: string, planting: Spot): Heard[] {
  const answer = planting.answer % heard.length;
  return heard.map((one, place) => (place === answer ? plantedIn(one, text, planting) : one));
}

function plantedIn(heard: Heard, text: string, planting: Spot): Heard {
  if (heard.channel === "snmp") return plantedNode(heard, text, planting);
  return {
    ...heard,
    text: heard.text.trimStart().startsWith("<") ? plantedXml(heard.text, text, planting) : plantedJson(heard.text, text, planting),
  };
}

function plantedNode({ isNumber: _, ...heard }: Heard, text: string, { way }: Spot): Heard {
  if (way === "value") return { ...heard, text, snmprec: `4|${text}` };
  if (way === "attribute") return { ...heard, text: `${heard.text} ${text}`, snmprec: `4|${heard.text} ${text}` };
  const octets = [...Buffer.from(text)];
  return { ...heard, request: [heard.request, octets.length, ...octets].join("."), snmprec: heard.snmprec ?? `4|${heard.text}` };
}

function plantedXml(document: string, text: string, { way, place, isAppended }: Spot): string {
  const patterns = { value: />[^<>]+(?=<)/g, attribute: /="[^"]*/g, name: /<[A-Za-z]\w*/g, attributeName: / [A-Za-z]\w*(?==)/g } as const;
  // The declaration stays the first.
  const start = document.indexOf("?>") + 1;
  if (way === "comment") return at(document, />/g, place, start, (found) => `${found}<!-- ${text} -->`);
  if (way === "instruction") return at(document, />/g, place, start, (found) => `${found}<?owner ${text}?>`);
  const isName = way === "name" || way === "attributeName";
  return at(document, patterns[way], place, start, (found) =>
    isName || isAppended || isNumeric(found, text)
      ? `${found}${isName ? "_" : " "}${text}`
      : `${found.slice(0, way === "value" ? 1 : 2)}${text}`,
  );
}

function plantedJson(document: string, text: string, { way, place, isAppended }: Spot): string {
  const quoted = JSON.stringify(text);
  if (way !== "value")
    return at(document, /\{/g, place, 0, (found) =>
      (isAppended ? `{"state":${quoted},` : `${found}${quoted}:1,`).replace(/,$/, ","),
    ).replace(/,\s*\}/g, "}");
  return at(document, /:\s*"[^"\\]*"/g, place, 0, (found) => (isAppended ? `${found.slice(0, -1)} ${quoted.slice(1)}` : `:${quoted}`));
}

/** A number alone where a number is expected is that number, whoever's it is. */
const isNumeric = (found: string, text: string): boolean => /^\d+$/.test(text) && /\d/.test(found);

/** One of the places that look so, changed. */
function at(document: string, pattern: RegExp, place: number, start: number, change: (found: string) => string): string {
  const found = [...document.slice(start).matchAll(pattern)];
  const chosen = found[place % Math.max(1, found.length)];
  if (chosen === undefined) return document;
  const index = start + chosen.index;
  return `${document.slice(0, index)}${change(chosen[0])}${document.slice(index + chosen[0].length)}`;
}

const work = temporaryFolder("planted");
let runs = 0;

/** Every file saved, its name, and what --all shows. */
async function shown(driver: Driver | null, heard: readonly Heard[]): Promise<string> {
  const { zone, ignoredDiagnostics } = plainSite(null);
  const understanding = await understand(driver, heard, { nowMs, zone, ignoredDiagnostics });
  const known = { farEnds: understanding.farEnds, serials: [] };
  const folder = join(work, String((runs += 1)));
  saveCase(folder, nowMs, understanding, newMasks(known));
  const files = readdirSync(folder).map((file) => `${file}\n${readFileSync(join(folder, file), "utf8")}`);
  return [...files, JSON.stringify(notUnderstood(understanding, newMasks(known)))].join("\n");
}

/** Texts in hexadecimal are texts. */
const readable = (saved: string): string =>
  saved.replace(/\|4x\|([0-9a-f]+)/g, (_, hexadecimal: string) => `|4x|${Buffer.from(hexadecimal, "hex").toString("latin1")}`);

describe.each(conversations)("what is shown of %s", (_, open) => {
  it("holds nothing personal that anybody wrote anywhere in it", { timeout: 120_000 }, async () => {
    const { driver, heard } = await open();
    const before = heard
      .map(({ text, request }) => `${request} ${text}`)
      .join("\n")
      .toLowerCase();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(personal, spot), { minLength: 4, maxLength: 12 }), async (plants) => {
        const fresh = plants.filter(([{ parts }]) => parts.every((part) => !before.includes(part.toLowerCase())));
        const changed = fresh.reduce<readonly Heard[]>((all, [{ text }, place]) => planted(all, text, place), heard);
        const saved = readable(await shown(driver, changed)).toLowerCase();
        for (const [{ text, parts }, place] of fresh) {
          for (const part of parts) {
            if (saved.includes(part.toLowerCase()))
              throw new Error(`${text} at ${JSON.stringify(place)}: …${around(saved, part.toLowerCase())}…`);
            expect(saved.includes([...Buffer.from(text)].join("."))).toBe(false);
          }
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

const around = (text: string, part: string): string => text.slice(Math.max(0, text.indexOf(part) - 120), text.indexOf(part) + 60);
