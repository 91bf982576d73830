import { beforeEach, describe, expect, it } from "vitest";
import { at, tell } from "../collector/accounts/small-network.ts";
import { batchOf, observed } from "../collector/ledger/small-ledger.ts";
import { health as healthy } from "../collector/sinks/small-world.ts";
import { type SlaWorld, slaWorld } from "./sla-world.ts";

let world: SlaWorld;
beforeEach(async () => {
  world = await slaWorld();
});

const run: SlaWorld["run"] = (...words) => world.run(...words);
const observe: SlaWorld["observe"] = (work) => world.observe(work);
const quarter = ["--quarter", "2026-T2"] as const;

interface Told {
  readonly closed: { readonly revision: number; readonly isOutdated: boolean } | null;
  readonly figures: readonly { readonly id: string; readonly service: string; readonly seconds: Readonly<Record<string, number>> }[];
}

const figures = async (): Promise<Told> => JSON.parse((await run("sla", "figures", ...quarter, "--json")).stdout) as Told;

describe("vigie sla figures", () => {
  it("adds rooms up to sites, territories and the network, by seconds", async () => {
    const { figures: all } = await figures();
    const [network, ...others] = all;

    expect(others.map(({ id }) => id)).toEqual(["brest", "mairie", "salle", "bureau"]);
    expect(network?.seconds).toMatchObject({ expected: 2 * 600 * 3_600, down: 2 * 3_600, unknown: 10 * 3_600 });
    expect(all.find(({ id }) => id === "salle")).toMatchObject({ service: "99.6610", isMet: true, incidents: 1, takeChargeBreaches: 1 });
    expect(network).toMatchObject({ service: "99.8319", coverage: "99.1666", endpoints: { all: 2, met: 2, missed: 0 } });
  });

  it("tells a person of one room all there is, on as many lines", async () => {
    const { stdout } = await run("sla", "figures", ...quarter, "--endpoint", "salle");

    expect(stdout).toContain("Trimestre 2026-T2, du 01/04/2026 au 30/06/2026");
    expect(stdout).toMatch(/Taux de disponibilité du service +99,66 %/);
    expect(stdout).toMatch(/Objectif +99,00 %, tenu/);
    expect(stdout).toMatch(/MTTR, MTBF +2 h 00, 588 h 00/);
  });

  it("says nothing of incidents of a quarter that nobody observed", async () => {
    const { stdout } = await run("sla", "figures", "--quarter", "2025-T3", "--endpoint", "salle");

    expect(stdout).toMatch(/Incidents +n\.d\., rien n'a été observé/);
    expect((await run("sla", "explain", "salle", "--quarter", "2025-T3")).stdout).toContain("Incidents : n.d., rien n'a été observé.");
  });

  it("gives a spreadsheet one row each", async () => {
    const rows = (await run("sla", "figures", ...quarter, "--csv")).stdout.split("\r\n");

    expect(rows[0]).toContain("level,id,name,expected_s");
    expect(rows.find((row) => row.startsWith("endpoint,salle"))).toContain(
      "endpoint,salle,Salle du conseil,2160000,0,2116800,0,7200,0,36000,99.6610",
    );
    expect(new Set(rows.filter((row) => row !== "").map((row) => row.split(",").length)).size).toBe(1);
  });

  it.each([
    [["--quarter", "2026-T5"], "« 2026-T5 » n'est pas un trimestre ; attendu : 2026-T3"],
    [["--from", "2026-04-01"], "Il faut un trimestre (--quarter), ou un début et une fin (--from et --to)"],
    [["--endpoint", "sale"], "L'inventaire ne connaît pas sale (vouliez-vous écrire « salle » ?)"],
  ])("refuses %j with what is wrong", async (words, problem) => {
    expect(await run("sla", "figures", ...words)).toMatchObject({ exitCode: 64, stderr: `${problem}\nMode d'emploi : vigie sla --help\n` });
  });
});

describe("vigie sla explain", () => {
  it("writes the arithmetic out, and the outage with its cause and owner", async () => {
    const { stdout } = await run("sla", "explain", "salle", ...quarter);

    expect(stdout).toContain("588 h 00 / 590 h 00 = 99,66 % ; objectif 99,00 % tenu");
    expect(stdout).toContain("590 h 00 / 600 h 00 = 98,33 %");
    expect(stdout.replace(/\n +/g, " ")).toContain("14/04/2026 09:00 à 11:00 (2 h 00) indisponible – équipement");
    expect(stdout).toContain("salle@2026-04-14T07:00:00Z");
    expect(stdout.split("\n").length).toBeLessThan(40);
  });

  it("lists every second once for a program", async () => {
    const { stdout } = await run("sla", "explain", "salle", ...quarter, "--json");
    const { intervals } = JSON.parse(stdout) as { intervals: { from: string; to: string; seconds: number }[] };

    expect(intervals.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(7_862_400);
    expect(intervals[0]?.from).toBe("2026-04-01T00:00:00+02:00");
    for (const [place, { from }] of intervals.entries()) if (place > 0) expect(from).toBe(intervals[place - 1]?.to);
  });
});

describe("what an interval rests on", () => {
  const poll = (local: string) => observed(0, { endpoint: "salle", observedAt: at(local) * 1000 + 250, channels: { snmp: "silent" } });

  it("is told by who observed it, how often and from when to when, as far as observations are kept", async () => {
    await observe(async (ledger) => {
      await ledger.append({ ...batchOf(1, [poll("2026-04-14T09:00"), poll("2026-04-14T09:01")]), agent: "ag-mairie" });
      const [from, to] = [at("2026-04-14T09:00"), at("2026-04-14T11:00")];
      const evidence = { firstObservedAt: from * 1000, lastObservedAt: to * 1000 };
      const states = [{ from, to, state: "down", cause: "silent_confirmed", evidence } as const];
      await ledger.keepConclusions({ states: [{ endpoint: "salle", from, to, states }] }, { follower: "states", entry: 2 });
    });

    const { stdout } = await run("sla", "explain", "salle", ...quarter);
    const json = JSON.parse((await run("sla", "explain", "salle", ...quarter, "--json")).stdout) as {
      intervals: { standing: string; evidence: { observers: unknown } }[];
    };

    expect(stdout.replace(/\n +/g, " ")).toContain("ag-mairie : 2 relevés (2 sans réponse), du 14/04/2026 09:00:00 au 14/04/2026 09:01:00");
    expect(json.intervals.find(({ standing }) => standing === "down")?.evidence.observers).toEqual({
      isAtLeast: false,
      agents: [
        {
          agent: "ag-mairie",
          count: 2,
          outcomes: { silent: 2 },
          firstAt: "2026-04-14T07:00:00.250Z",
          lastAt: "2026-04-14T07:01:00.250Z",
        },
      ],
    });
  });
});

describe("vigie incidents list", () => {
  it("shows where, since when, against which guarantees, and that nobody took charge", async () => {
    const { stdout } = await run("incidents", "list", ...quarter);
    const open = await run("incidents", "list", ...quarter, "--open");

    expect(stdout).toMatch(/salle +14\/04\/2026 09:00 +14\/04\/2026 11:00 +2 h 00, tenue +dépassée +équipement +non/);
    expect(open.stdout).toBe("Aucun incident.\n");
  });

  it("says that somebody took charge only when the service was back, and gives that no delay", async () => {
    await run("incidents", "acknowledge", "salle", "--at", "2026-04-14T10:00");

    const { stdout } = await run("sla", "explain", "salle", ...quarter);

    expect(stdout.replace(/\n +/g, " ")).toMatch(/pris en charge le \S+ \S+ par \S+, une fois le service rétabli, GTI dépassée/);
    expect((await run("incidents", "list", ...quarter)).stdout).toMatch(/2 h 00, tenue +dépassée +équipement/);
  });
});

describe("a closed quarter", () => {
  it("keeps its figures whatever comes late, and says that a revision is due; the revision lists what changed", async () => {
    expect((await run("sla", "close", ...quarter)).stdout).toMatch(
      /Trimestre 2026-T2, clôture écrite.*\nEmpreinte SHA-256 des chiffres : [0-9a-f]{64}\n/,
    );
    expect((await run("sla", "restate", ...quarter, "--reason", "Rien")).stderr).toContain("il n'y a rien à réviser");
    await observe((ledger) => tell(ledger, "salle", ["down", "2026-05-20T08:00", "2026-05-20T18:00"]));

    const closed = await figures();
    expect(closed.closed).toMatchObject({ revision: 0, isOutdated: true });
    expect(closed.figures.find(({ id }) => id === "salle")).toMatchObject({ service: "99.6610" });
    expect((await run("sla", "figures", ...quarter)).stdout.replace(/\s+/g, " ")).toContain("une révision est à faire");
    expect((await run("sla", "explain", "salle", ...quarter)).stdout.replace(/\s+/g, " ")).toMatch(
      /Trimestre clos le .* : taux de service 99,66 %\. Le registre, que ce qui suit explique, dit autre chose aujourd'hui/,
    );

    const { stdout } = await run("sla", "restate", ...quarter, "--reason", "Relevés arrivés après la clôture");
    expect(stdout).toMatch(/salle +99,66 % +98,00 % +2 h 00 +12 h 00/);
    expect(stdout).toContain("+ 20/05/2026 08:00 à 18:00 (10 h 00) indisponible – équipement");
    const restated = await figures();
    expect(restated.closed).toMatchObject({ revision: 1, isOutdated: false });
    expect(restated.figures.find(({ id }) => id === "salle")).toMatchObject({ service: "98.0000" });
    expect((await run("sla", "figures", ...quarter, "--revision", "0", "--endpoint", "salle")).stdout).toContain("99,66 %");
    const signed = (await run("sla", "explain", "salle", ...quarter, "--revision", "0")).stdout;
    expect(signed).toContain("588 h 00 / 590 h 00 = 99,66 % ; objectif 99,00 % tenu");
    expect(signed).toContain("14/04/2026 09:00 à 11:00 (2 h 00) indisponible – équipement");
    expect(signed).toContain("20/05/2026 08:00 à 18:00 (10 h 00) inconnu");
    expect((await run("sla", "explain", "salle", ...quarter, "--revision", "2")).stderr).toContain("n'a pas de révision 2");
    expect((await run("sla", "revisions")).stdout).toMatch(/2026-T2 +clôture[^]*2026-T2 +révision 1 .*Relevés arrivés après la clôture/);
    expect((await run("audit")).stdout).toMatch(/trimestre révisé +2026-T2[^]*trimestre clos +2026-T2/);
  });

  it("is closed once, and not before it has ended", async () => {
    await run("sla", "close", ...quarter);

    expect(await run("sla", "close", ...quarter)).toMatchObject({ exitCode: 64 });
    expect((await run("sla", "close", "--quarter", "2099-T4")).stderr).toContain("Le trimestre 2099-T4 n'est pas terminé");
    expect((await run("sla", "restate", "--quarter", "2026-T1", "--reason", "x")).stderr).toContain("n'est pas clos");
  });
});

describe("a quarter that is not known whole", () => {
  const health = { ...healthy, outboxCount: 40, oldestObservedAt: at("2026-06-30T22:00") * 1000 };
  const late = { endpoint: "salle", observedAt: at("2026-05-20T08:00") * 1000 };

  it("is not closed while something of it has come that no state rests on yet; what is missing is said", async () => {
    await observe(async (ledger) => {
      await ledger.append(batchOf(1, [observed(0, late), observed(0, { ...late, observedAt: late.observedAt + 60_000 })]));
    });

    const refused = await run("sla", "close", ...quarter);

    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("2 relevés ou événements reçus ne sont pas pris en compte.");
    expect((await run("sla", "revisions")).stdout).toBe("Aucun trimestre n'a été clos.\n");
    await observe(async (ledger) => ledger.saveCursor("states", "observations", (await ledger.lastEntries()).observations));
    expect((await run("sla", "close", ...quarter)).exitCode).toBe(0);
  });

  it("is closed in spite of what came since it ended", async () => {
    await observe(async (ledger) => {
      await ledger.append(batchOf(1, [observed(0, { ...late, observedAt: at("2026-07-02T08:00") * 1000 })]));
    });

    expect(await run("sla", "close", ...quarter)).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("is closed with a warning where an agent still holds something of it", async () => {
    const receivedAt = at("2026-07-05T12:00") * 1000;
    await observe(async (ledger) => {
      await ledger.append({ ...batchOf(1, []), agent: "ag-mairie", receivedAt, sentAt: receivedAt, health });
    });

    const { exitCode, stderr } = await run("sla", "close", ...quarter);

    expect(exitCode).toBe(0);
    expect(stderr).toContain("ag-mairie : dernier contact le 05/07/2026 12:00 ; gardait alors des relevés depuis le 30/06/2026 22:00");
  });
});
