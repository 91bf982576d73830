import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Document, DocumentNode, Given } from "../../../agent/drivers/driver.ts";
import { nodesAt } from "../../../agent/drivers/node-access.ts";
import { hdxCalls, hdxIdentity } from "../../../agent/drivers/poly-hdx-commands.ts";
import { polyTotals } from "../../../agent/drivers/poly-totals.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";

const context = { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };

const given = ({ fields }: Document, tree: DocumentNode): Given[] =>
  fields.map((field) => field.toReading(nodesAt(tree, field.at), context));

/** As a_apicommand.cgi answers, one element for each command. */
const answering = (results: Readonly<Record<string, string>>): DocumentNode => ({
  apicommands: {
    apicommand: Object.entries(results).map(([command, result]) => ({
      command: { "#text": command, "@status": "success" },
      result,
    })),
  },
});

const hdxResults = "http/polycom-hdx9006/apicommand_results.json";
type HdxResults = Readonly<Record<string, string>> & {
  readonly "callinfo all": Readonly<Record<"initial" | "in_call" | "incoming_call", string>>;
};

describeWithRecordings([hdxResults], "what an HDX 9006 answers to commands", (folder) => {
  const results = JSON.parse(readFileSync(`${folder}/${hdxResults}`, "utf8")) as HdxResults;

  it.each([
    ["initial", 0],
    ["in_call", 1],
    ["incoming_call", 0],
  ] as const)("is read as the calls that are connected: %s, %i", (when, calls) => {
    expect(given(hdxCalls, answering({ "callinfo all": results["callinfo all"][when] }))).toEqual([
      { kind: "active_calls", value: calls },
      null,
    ]);
  });

  it("is read as its identity, and nothing else of it is", () => {
    const asTexts = Object.fromEntries(
      Object.entries(results).flatMap(([asked, result]) => (typeof result === "string" ? [[asked, result]] : [])),
    );

    expect(given(hdxIdentity, answering(asTexts))).toEqual([
      [
        { kind: "model", value: "HDX 9006" },
        { kind: "firmware", value: "Release - 3.1.14-56008" },
        { kind: "serial", value: "000000000000CR" },
      ],
      [],
    ]);
  });
});

describe("a command of an HDX", () => {
  it("that failed says nothing", () => {
    const failed = { command: { "#text": "callinfo all", "@status": "error" }, result: "error: command not found" };

    expect(given(hdxCalls, { apicommands: { apicommand: failed } })).toEqual([null, null]);
  });

  it("that says something else is dropped, not taken for no call", () => {
    expect(given(hdxCalls, answering({ "callinfo all": "busy" }))).toEqual([{ kind: "active_calls", value: Number.NaN }, null]);
  });

  it("counts calls by their state, whatever names and numbers hold", () => {
    const text = [
      "callinfo begin",
      "callinfo:1:Salle :connected:notmuted:outgoing:b:2001:db8::1:384:ringing:notmuted:incoming:videocall",
      "callinfo:2:::1024:connected:muted:incoming:audiocall",
      "callinfo end",
    ].join("\n");

    expect(given(hdxCalls, answering({ "callinfo all": text }))).toEqual([{ kind: "active_calls", value: 1 }, null]);
  });
});

const groupVariables = "http/poly-group500/config_vars.json";

describeWithRecordings([groupVariables], "the counters of a RealPresence Group 500", (folder) => {
  it("are told as they stand, a year in 97 calls or not", () => {
    const variables = JSON.parse(readFileSync(`${folder}/${groupVariables}`, "utf8")) as Record<string, string>;
    const answer = { vars: Object.entries(variables).map(([name, value]) => ({ name, value, result: "NOERROR" })) };

    expect(given(polyTotals, answer)).toEqual([
      [
        { kind: "total_calls", value: 97 },
        { kind: "total_call_seconds", value: ((365 * 24 + 4) * 60 + 53) * 60 + 32 },
      ],
    ]);
  });
});
