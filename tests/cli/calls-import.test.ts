import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { StoredCall } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { collectorFolder } from "../collector/config/collector-folder.ts";
import { batchOf, observed } from "../collector/ledger/small-ledger.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { fewCalls, hdxCdr } from "./hdx-cdr.ts";
import { vigie } from "./heard.ts";

const parent = temporaryFolder("calls-import");
const main = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
const [room, otherRoom] = ["ouessant-salle-conseil", "ouessant-mediatheque"];

function saved(bytes: string | Uint8Array): string {
  const file = join(mkdtempSync(join(parent, "history-")), "cdr.xml");
  writeFileSync(file, bytes);
  return file;
}

const cdr = saved(hdxCdr(fewCalls));

function into(folder: string, endpoint: string, ...more: string[]) {
  return vigie("calls", "import", "--family", "hdx", "--endpoint", endpoint, "--config", join(folder, "collector.yml"), ...more);
}

async function callsOf(folder: string): Promise<StoredCall[]> {
  const ledger = await openSqliteLedger({ file: join(folder, "donnees", "ledger.db") });
  const calls = await ledger.callsAfter(0, 100);
  await ledger.close();
  return calls;
}

async function startsOf(folder: string): Promise<number[]> {
  return (await callsOf(folder)).map(({ startedAt }) => startedAt).toSorted((one, other) => one - other);
}

describe("the summary of an import", () => {
  it("says of which codec the registry now has these calls: its model, and the end of its serial number", async () => {
    const folder = collectorFolder();
    mkdirSync(join(folder, "donnees"), { mode: 0o700 });
    const ledger = await openSqliteLedger({ file: join(folder, "donnees", "ledger.db") });
    const readings = [
      { kind: "model", value: "Polycom HDX 9006" },
      { kind: "serial", value: "8213050A1B2CPV" },
    ] as const;
    await ledger.append(batchOf(1, [observed(0, { endpoint: room, question: "inventory", readings: [...readings] })]));
    await ledger.close();

    const { stdout } = await into(folder, room, cdr);

    expect(stdout).toContain("Équipement de ces appels : Polycom HDX 9006, numéro de série …2CPV.");
    expect(stdout).not.toContain("8213050");
  });

  it("says that there is nothing to compare with where the codec was never heard", async () => {
    expect((await into(collectorFolder(), room, cdr)).stdout).toContain("rien à comparer avec ces journaux");
  });
});

describe("a history that may be of another room", () => {
  it.each([[[]], [["--zone", "Indian/Reunion"]]])(
    "is refused with the name of the room that has its calls already, read with %j too",
    async (zone) => {
      const folder = collectorFolder();
      await into(folder, room, cdr);
      const before = await callsOf(folder);

      const { exitCode, stdout, stderr } = await into(folder, otherRoom, ...zone, cdr);

      expect([exitCode, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(`déjà au registre sous un autre équipement : ${room} (6 appels)`);
      expect(stderr).toContain("--remove");
      expect(await callsOf(folder)).toEqual(before);
    },
  );

  it("is refused whole, whichever of the files it is", async () => {
    const folder = collectorFolder();
    await into(folder, room, saved(hdxCdr(fewCalls.slice(3))));
    const before = await callsOf(folder);

    const refused = await into(folder, otherRoom, saved(hdxCdr(fewCalls.slice(0, 2))), cdr);

    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain(`${room} (3 appels)`);
    expect(await callsOf(folder)).toEqual(before);
  });

  it("is imported all the same where that is asked for", async () => {
    const folder = collectorFolder();
    await into(folder, room, cdr);

    expect((await into(folder, otherRoom, "--allow-elsewhere", cdr)).stdout).toContain(`${otherRoom} : 6 appels ajoutés`);
    expect(await callsOf(folder)).toHaveLength(12);
  });

  it("is taken out again with the same file, and then may go where it belongs", async () => {
    const folder = collectorFolder();
    await into(folder, room, cdr);

    expect((await into(folder, room, "--remove", "--dry-run", cdr)).stdout).toContain("6 appels à retirer");
    expect(await into(folder, room, "--remove", cdr)).toMatchObject({
      exitCode: 0,
      stdout: `${cdr} : 6 retirés, 0 gardé (relevés par l'agent), 0 absent du registre\n`,
    });
    expect(await callsOf(folder)).toEqual([]);
    expect((await into(folder, otherRoom, cdr)).stdout).toContain("6 appels ajoutés");
    expect((await callsOf(folder)).map(({ endpoint }) => endpoint)).toEqual(Array(6).fill(otherRoom));
  });

  it("cannot be both taken out and put right", async () => {
    expect(await into(collectorFolder(), room, "--remove", "--replace", cdr)).toMatchObject({ exitCode: 64 });
  });
});

describe("a history read in another zone", () => {
  it("changes nothing, and names the option to look at", async () => {
    const folder = collectorFolder();
    await into(folder, room, saved(hdxCdr(fewCalls.slice(0, 2))));
    const before = await callsOf(folder);

    const { exitCode, stdout, stderr } = await into(folder, room, "--zone", "Indian/Reunion", cdr);

    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`2 appels de ${room} : même appel, autre heure que dans le registre ; vérifiez --zone`);
    expect(await callsOf(folder)).toEqual(before);
  });

  it("puts an import right that was read in the wrong zone, where that is asked for", async () => {
    const folder = collectorFolder();
    await into(folder, room, cdr);
    const starts = await startsOf(folder);

    expect((await into(folder, room, "--zone", "UTC", "--replace", cdr)).stdout).toContain("0 complété, 6 corrigés, 0 déjà là");
    expect(await startsOf(folder)).not.toEqual(starts);
    await into(folder, room, "--replace", cdr);
    expect(await startsOf(folder)).toEqual(starts);
  });
});

describe("a saved file", () => {
  const accented = hdxCdr(fewCalls.map((call) => ({ ...call, number: "salle-élus@visio.example" })));
  const key = saved("une clé du site\n");
  chmodSync(key, 0o600);
  const spoken = async (file: string) =>
    (await vigie("calls", "read", "--family", "hdx", "--far-end-key-file", key, "--json", file)).stdout;

  it.each([
    ["windows-1252", Buffer.from(accented, "latin1")],
    ["ISO-8859-1, declared", Buffer.from(accented.replace("standalone", "encoding='ISO-8859-1' standalone"), "latin1")],
    ["UTF-8 with its mark", Buffer.from(`\uFEFF${accented}`)],
    ["UTF-16", Buffer.from(`\uFEFF${accented}`, "utf16le")],
  ])("says the same written in %s as in UTF-8, far ends with an accent included", async (_name, bytes) => {
    const expected = await spoken(saved(accented));

    expect(expected).toContain('"farEnd"');
    expect(await spoken(saved(bytes))).toBe(expected);
  });

  it("says the same when it is piped in", async () => {
    const argv = [main, "calls", "read", "--family", "hdx", "--far-end-key-file", key, "--json", "-"];

    expect(spawnSync(process.execPath, argv, { input: Buffer.from(accented, "latin1"), encoding: "utf8" }).stdout).toBe(
      await spoken(saved(accented)),
    );
  });

  it.each([
    ["Brumaire", /aucun des 6 enregistrements n'est un appel daté \(6 sans date ni durée lisibles, par exemple un mois inconnu\)/],
    ["Jul/1999", /aucun des 6 enregistrements n'est un appel daté \(6 à une date impossible, avant 2000 ou à venir\)/],
  ])("of which every record is dated %s is no success, and says why", async (month, why) => {
    const undated = fewCalls.map((call) => ({ ...call, start: dated(call.start, month), end: dated(call.end, month) }));
    const file = saved(hdxCdr(undated));
    const folder = collectorFolder();

    for (const heard of [await vigie("calls", "read", "--family", "hdx", file), await into(folder, room, file)]) {
      expect([heard.exitCode, heard.stdout]).toEqual([1, ""]);
      expect(heard.stderr).toMatch(why);
    }
  });
});

function dated(instant: string, month: string): string {
  const words = month.includes("/") ? month : `${month}/2019`;
  return instant.replace(/\/.*\/\d+/, `/${words}`);
}
