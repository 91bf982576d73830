import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ciscoStatus } from "../../../agent/drivers/cisco-status.ts";
import { recognise } from "../../../agent/drivers/recognise.ts";
import { parseDocument } from "../../../agent/transport/document.ts";
import { describeWithRecordings } from "../../servers/requirements.ts";
import { recordedCases } from "./recorded-cases.ts";

/** Files that are no answer to a question of ours, and what is expected of them instead. */
const otherwise: Readonly<Record<string, string>> = {
  "README.md": "names the others",
  "snmp/vcs.snmprec": "a device that is no codec, refused below and by the probe's test",
  "http/avispl-cisco/valuespace.xml": "another document of a codec: not taken for its status, below",
  "http/avispl-cisco/status-mapping.json": "how a test server was told to serve status.xml",
  "http/avispl-cisco/valuespace-mapping.json": "how a test server was told to serve valuespace.xml",
  "http/poly-group500/POST_session.json": "an answer to a question that is not a sign-in: refused, in poly-recorded-words.test.ts",
};

const witness = "snmp/vcs.snmprec";

describeWithRecordings([witness], "every recording kept beside the repository", (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

  it("has an expected result, in a case or by name", () => {
    const inCases = new Set(recordedCases().flatMap(({ besides }) => besides));
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts") && name !== "every-recording.test.ts");
    const text = tests.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("\n");
    const forgotten = files.filter((file) => {
      const name = file.split("/").at(-1) ?? file;
      return !inCases.has(file) && !isCopied(file) && !Object.hasOwn(otherwise, file) && !text.includes(name);
    });

    expect(forgotten).toEqual([]);
  });

  /** Its licence allows it to stand in the repository, where cases read it. */
  function isCopied(file: string): boolean {
    const copy = join(import.meta.dirname, "../../recordings", file.replace(/^[^/]+\//, ""));
    return existsSync(copy) && readFileSync(copy).equals(readFileSync(join(folder, file)));
  }

  it("of a device that is no codec is refused by name", () => {
    const said = new Map(
      readFileSync(join(folder, witness), "utf8")
        .split("\n")
        .map((line) => [line.split("|")[0], line.split("|").slice(2).join("|")]),
    );
    const sysObjectId = said.get("1.3.6.1.2.1.1.2.0") ?? null;

    expect(recognise({ sysObjectId, sysDescr: said.get("1.3.6.1.2.1.1.1.0") ?? null, polyModel: null, web: null })).toEqual({
      notACodec: "Cisco VCS",
    });
  });

  it("of another document is not taken for a status", async () => {
    const parsed = await parseDocument("xml", readFileSync(join(folder, "http/avispl-cisco/valuespace.xml"), "utf8"));

    expect("tree" in parsed && ciscoStatus.ownership.of(parsed.tree)).toBe("not_ours");
  });
});
