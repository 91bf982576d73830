import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { signsIn } from "../../cli/privacy-signs.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { called } from "../collector/attendance/used-network.ts";
import { deliver, observation } from "../collector/sinks/small-world.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder("privacy");
  copyFileSync(example, join(folder, "inventory.yml"));
  const file = join(folder, "collector.yml");
  writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(file, 0o600);
  mkdirSync(join(folder, "data"));
  const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
  await ledger.importCalls("ouessant-salle-conseil", [called("2026-01-15T10:00", 30, { farEndPlace: "commune:29155" })], Date.now());
  await deliver(ledger, [observation()]);
  await ledger.close();
});

const audit = (...logs: string[]) => vigie("privacy", "audit", "--config", join(folder, "collector.yml"), ...logs);

function plant(sentence: string): void {
  const database = new DatabaseSync(join(folder, "data", "ledger.db"));
  database.exec(sentence);
  database.close();
}

describe("vigie privacy audit", () => {
  it("finds nothing in a ledger that is as it should be, and says what it read", async () => {
    const log = join(folder, "collector.log");
    writeFileSync(
      log,
      '{"level":30,"time":1788249600000,"source":"192.0.2.7","endpoint":"ouessant-salle-conseil","msg":"poll got no answer"}\n',
    );
    const { exitCode, stdout } = await audit(log);

    expect(stdout).toMatch(/^Registre .*ledger\.db : \d+ textes lus\nJournal .* : 1 ligne lue\nRien qui ressemble/);
    expect(exitCode).toBe(0);
  });

  it.each([
    ["a number in the place of a hash", "UPDATE call SET far_end = '0298123456'", "call.far_end, 1 : interlocuteur en clair"],
    ["a name in the place of a hash", "UPDATE call SET far_end = 'Mairie de X'", "call.far_end, 1 : interlocuteur en clair"],
    ["an address of a person", "UPDATE call SET cause = 'sip:jeanne@example.org'", "call.cause, 1 : adresse de courriel ou SIP"],
    ["an address of a machine", "UPDATE call SET cause = 'from 203.0.113.9'", "call.cause, 1 : adresse IP"],
    ["a number with its country", "UPDATE call SET cause = 'to +33 2 98 12 34 56'", "call.cause, 1 : numéro de téléphone"],
  ])("finds %s in the ledger, tells where, and does not repeat it", async (_what, sentence, told) => {
    plant(sentence);
    const { exitCode, stdout } = await audit();

    expect(stdout).toContain(told);
    expect(stdout).not.toMatch(/98123456|98 12|jeanne|203\.0|Mairie de X/);
    expect(exitCode).toBe(2);
  });

  it("finds what a log says, by its line, and is no success where a log cannot be read", async () => {
    const log = join(folder, "agent.log");
    writeFileSync(log, '{"msg":"fine"}\n{"msg":"call","displayName":"Jeanne"}\n{"msg":"dialled 02 98 12 34 56"}\n');
    const { exitCode, stdout } = await audit(log);

    expect(stdout).toMatch(/agent\.log:2 : nom ou numéro[^]*agent\.log:3 : numéro de téléphone/);
    expect(exitCode).toBe(2);
    expect((await audit(join(folder, "absent.log"))).exitCode).toBe(1);
  });

  it.each([
    "2026-06-01T10:00:00.000Z",
    "5f0e8a1c93b7d246",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    '{"observedAt":1788249600000,"value":86400}',
    "firmware 7.3.21.4",
    "1080p 60.0 fps",
    "10:00:59",
  ])("does not take %s for anybody", (text) => {
    expect(signsIn(text, "observation.readings", { addresses: new Set() })).toEqual([]);
  });
});
