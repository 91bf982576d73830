import { defineConfig } from "vitest/config";
import { closingLine } from "./tests/servers/closing-line.ts";

const servers = "tests/**/*.server.test.ts";
const system = "tests/{system,faults}/**/*.system.test.ts";
// Eight minutes in which who is paged is counted by the second: `npm run storms`, on a machine that does nothing else and never stands still.
const whoIsPaged = ["tests/system/alerts.system.test.ts", "tests/system/storm.system.test.ts"];
const storms = process.env["VIGIE_STORMS"] === "1" ? [] : whoIsPaged;
const runFolder = "tests/servers/run-folder.ts";
const findOrInstall = "tests/servers/find-or-install.ts";

/** One after the other: what needs nothing, what needs a real server, what starts the whole product. */
export default defineConfig({
  test: {
    reporters: ["default", closingLine()],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: [servers, system],
          globalSetup: runFolder,
          env: { TZ: "UTC" },
          // Generous, because a busy machine is no reason to fail: no test measures time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // By itself vitest would leave one processor idle.
          maxWorkers: "100%",
          // Loading the libraries anew for each file took half of the time. What a test changes it puts back.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "server",
          include: [servers],
          globalSetup: [runFolder, findOrInstall],
          env: { TZ: "UTC" },
          // Two real servers and their tests at a time are all that a machine with two cores serves well.
          maxWorkers: 2,
          // As for the system tests below.
          retry: 1,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "system",
          include: [system],
          exclude: storms,
          globalSetup: [runFolder, findOrInstall],
          env: { TZ: "UTC" },
          fileParallelism: false,
          // Whole processes on a busy machine: one more try, and the closing lines name whatever needed it.
          retry: 1,
          testTimeout: 600_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
