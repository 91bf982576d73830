import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { type LiveInventory, startLiveInventory } from "../../../collector/plans/live-inventory.ts";
import { heardLog } from "../../agent/outbox/outbox-room.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { waitUntil } from "../../servers/wait-until.ts";

const example = readFileSync(fileURLToPath(new URL("../../../docs/examples/inventory.yml", import.meta.url)), "utf8");
const file = join(temporaryFolder("inventory"), "inventory.yml");
let inventory: LiveInventory;
let log: ReturnType<typeof heardLog>;

const write = (text: string): void => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

beforeEach(() => {
  write(example);
  log = heardLog();
  inventory = startLiveInventory({ file, directory: loadDirectory(file), log, now: () => 1_000, lookEveryMs: 20 });
});

afterEach(() => inventory.stop());

it("what the file says takes the place of what it said, for everybody who holds the directory", async () => {
  const { directory } = inventory;
  write(example.replace("name: Salle du conseil", "name: Salle des mariages"));

  await waitUntil("the new name is known", () => directory.endpoint("ouessant-salle-conseil")?.name === "Salle des mariages");
  expect(directory.endpoints.map(({ name }) => name)).toContain("Salle des mariages");
});

it("a file that is wrong changes nothing, and it is known where; once it is right again it counts", async () => {
  write(example.replace("family: poly-videoos", "family: poly-videos"));
  await waitUntil("it is refused", () => inventory.standing().refused !== null);

  expect(inventory.standing().refused?.problems).toEqual([
    expect.stringMatching(/^inventory\.yml:\d+:\d+ sites\[0\]\.endpoints\[0\]\.poll\.family$/),
  ]);
  expect(JSON.stringify(log.lines)).toContain("famille inconnue (vouliez-vous écrire « poly-videoos » ?)");
  expect(inventory.directory.endpoint("ouessant-salle-conseil")?.polling?.family).toBe("poly-videoos");
  write(example);
  await waitUntil("it is right again", () => inventory.standing().refused === null);
});

it("a file that is gone changes nothing", async () => {
  renameSync(file, `${file}.away`);
  await waitUntil("it is missed", () => inventory.standing().refused !== null);

  expect(inventory.directory.sites).toHaveLength(3);
});

it("what stands where a secret's name belongs is not repeated to whoever reads the page", async () => {
  write(example.replace("community: communaute", "community: 20251109"));
  await waitUntil("it is refused", () => inventory.standing().refused !== null);

  expect(inventory.standing().refused?.problems.join()).toMatch(/snmp\.community/);
  expect(inventory.standing().refused?.problems.join()).not.toContain("20251109");
});
