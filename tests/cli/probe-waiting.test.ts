import { describe, expect, it } from "vitest";
import { tellWaiting } from "../../cli/probe-waiting.ts";

/** What is told until a line has come. */
async function waitFor(mostMs: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const ended = tellWaiting({ stderr: resolve }, 1)("POST /a_apicommand.cgi", mostMs);
  const line = await promise;
  ended();
  return line;
}

describe("vigie probe of a codec that takes its time", () => {
  it("says what it is waiting for, and how long that may take", async () => {
    expect(await waitFor(300_000)).toBe("En attente de POST /a_apicommand.cgi : l'équipement peut y mettre jusqu'à 5 min.\n");
  });

  it("says nothing of what came at once", async () => {
    const said: string[] = [];
    tellWaiting({ stderr: (text) => void said.push(text) }, 1)("GET /status.xml", 45_000)();
    // Another wait of the same length has ended since: the first one would have been told.
    await waitFor(45_000);

    expect(said).toEqual([]);
  });
});
