import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startMachine } from "../../packaging/try/machine.ts";
import { tryPackages } from "../../packaging/try/try-packages.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithRights } from "../servers/rights.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

// As `npm run package -- --try`, which leaves the unit its minute and its three minutes.
await describeWithRights(
  {
    programs: ["dpkg-deb", "strip", "systemd-nspawn", "ping"],
    attempt: async () => (await startMachine({ folders: {} })).close(),
  },
  "the package of the agent, on a machine of its own with systemd",
  () => {
    it("is installed, upgraded, refused where it is broken, cut short, put back, removed and purged", async () => {
      const said: string[] = [];
      await tryPackages({
        packages: {
          root,
          out: temporaryFolder("trial"),
          version: "1.0.0",
          maintainer: "Nobody <nobody@localhost>",
          epochS: 1_790_000_000,
          isQuick: true,
          onStep: () => {},
        },
        quick: { startS: 20, deafS: 6, watchdogS: 9 },
        say: (words) => void said.push(words),
      });

      expect(said).toHaveLength(14);
    });
  },
);
