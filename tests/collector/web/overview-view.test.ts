import { describe, expect, it } from "vitest";
import { type EndpointState, endpointStates } from "../../../collector/sla/state-interval.ts";
import { attentionOf } from "../../../collector/web/attention.ts";
import { filterOf, matchingTerritories, queryOf, territoryHref } from "../../../collector/web/overview-filter.ts";
import { overviewView } from "../../../collector/web/overview-view.ts";
import { agent, channel, endpoint, fixedNow, fleet, overview, site, territory } from "./fleet-fixture.ts";

const everything = filterOf({});
const minutesAgo = (minutes: number) => fixedNow - minutes * 60_000;

function siteWith(id: string, state: EndpointState, since: number | null = minutesAgo(10)) {
  return site({
    id,
    name: id,
    endpoints: [endpoint({ id: `${id}-codec`, state, cause: state === "up" ? "answered" : "silent_confirmed", since })],
  });
}

describe("what to deal with", () => {
  it("puts the worst first, and among equals what began last", () => {
    const sites = [
      siteWith("inconnu", "unknown"),
      siteWith("degrade", "degraded"),
      siteWith("ancien", "down", minutesAgo(300)),
      siteWith("sain", "up"),
      siteWith("recent", "down", minutesAgo(5)),
      siteWith("coupe", "site"),
    ];

    const { items } = attentionOf(overview({ territories: [territory({ sites })] }), fixedNow);

    expect(items.map(({ site: name }) => name)).toEqual(["recent", "ancien", "coupe", "degrade", "inconnu"]);
  });

  it("shows one line for the endpoints of a site that share a trouble and its reason", () => {
    const silent = { state: "unknown", cause: "no_observation" } as const;
    const endpoints = [
      endpoint({ id: "a", ...silent, since: minutesAgo(44) }),
      endpoint({ id: "b", ...silent, since: minutesAgo(46) }),
      endpoint({ id: "c", state: "down", cause: "silent_confirmed" }),
    ];

    const { items } = attentionOf(overview({ territories: [territory({ sites: [site({ endpoints })] })] }), fixedNow);

    expect(items.map((item) => item.endpoints.map(({ id }) => id))).toEqual([["c"], ["a", "b"]]);
    expect(items[1]?.since.text).toContain("46");
  });

  it("shows last what is up but refuses us, since when and what to do, one line for those of a site", () => {
    const refusing = { channels: [channel("snmp", "answered"), channel("http", "refused")] };
    const endpoints = [endpoint({ id: "a", ...refusing }), endpoint({ id: "b", ...refusing }), endpoint({ id: "c" })];
    const sites = [site({ id: "refus", name: "refus", endpoints }), siteWith("inconnu", "unknown")];

    const { items } = attentionOf(overview({ territories: [territory({ sites })] }), fixedNow);

    expect(items.map(({ site: name, refused }) => [name, refused])).toEqual([
      ["inconnu", null],
      ["refus", "accès refusé"],
    ]);
    expect(items[1]?.endpoints.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(items[1]?.since.text).toBe("depuis\u00a012\u00a0min");
    expect(items[1]?.cause).toContain("vérifiez le compte");
  });

  it("does not say that nothing is known of an endpoint that has just answered", () => {
    const silence = { state: "unknown", cause: "no_observation", since: minutesAgo(44) } as const;
    const causeOf = (lastProofAt: number | null, since: number | null = silence.since) => {
      const endpoints = [endpoint({ ...silence, since, lastProofAt })];
      return attentionOf(overview({ territories: [territory({ sites: [site({ endpoints })] })] }), fixedNow).items[0]?.cause;
    };
    const unknown = "aucun relevé d’état reçu\u00a0: on ne sait pas";
    const answering = "a répondu, état en cours d’établissement";

    expect(causeOf(minutesAgo(0))).toBe(answering);
    expect(causeOf(minutesAgo(0), null)).toBe(answering);
    expect(causeOf(minutesAgo(47))).toBe(unknown);
    expect(causeOf(minutesAgo(20))).toBe(unknown);
    expect(causeOf(null)).toBe(unknown);
  });

  it("counts what it does not show, state by state", () => {
    const sites = Array.from({ length: 40 }, (_, index) => siteWith(`s${index}`, index < 30 ? "down" : "degraded"));

    const attention = attentionOf(overview({ territories: [territory({ sites })] }), fixedNow);

    expect(attention.items).toHaveLength(24);
    expect(attention.hidden).toEqual([
      { state: "down", count: 6 },
      { state: "degraded", count: 10 },
    ]);
  });
});

describe("the overview", () => {
  it("counts every endpoint once", () => {
    const view = overviewView(fleet(60), everything, fixedNow);

    expect(view.counts.map(({ state }) => state)).toEqual([...endpointStates]);
    expect(view.counts.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  });

  it("says in one sentence how the fleet is", () => {
    expect(overviewView(overview(), everything, fixedNow).verdict).toBe("Tous les équipements sont disponibles");
    expect(overviewView(overview({ territories: [] }), everything, fixedNow).verdict).toBe("Aucun équipement n’est encore déclaré");
    const troubled = overview({ territories: [territory({ sites: [siteWith("a", "down"), siteWith("b", "up")] })] });
    expect(overviewView(troubled, everything, fixedNow).verdict).toBe("1\u00a0équipement à traiter sur 2");
    const refusing = endpoint({ channels: [channel("snmp", "answered"), channel("http", "refused")] });
    const refused = overview({ territories: [territory({ sites: [site({ endpoints: [refusing] }), siteWith("b", "up")] })] });
    expect(overviewView(refused, everything, fixedNow).verdict).toBe("1\u00a0équipement à traiter sur 2");
  });

  it("lists territories in trouble first, then by name as a French dictionary would", () => {
    const territories = [
      territory({ id: "z", name: "Zone", sites: [siteWith("z", "down")] }),
      territory({ id: "e", name: "Île-de-Bréhat", sites: [siteWith("e", "up")] }),
      territory({ id: "b", name: "Brest", sites: [siteWith("b", "up")] }),
      territory({ id: "o", name: "Ouessant", sites: [siteWith("o", "up")] }),
    ];

    const view = overviewView(overview({ territories }), everything, fixedNow);

    expect(view.territories.map(({ name }) => name)).toEqual(["Zone", "Brest", "Île-de-Bréhat", "Ouessant"]);
  });

  it("shows every site of a small fleet, and one line a territory when there are thousands of rows", () => {
    expect(overviewView(fleet(60), everything, fixedNow).territories.every(({ isShown }) => isShown)).toBe(true);
    const large = overviewView(fleet(1_000), everything, fixedNow);
    expect(large.territories.some(({ isShown }) => isShown)).toBe(false);
    const alone = overviewView(fleet(1_000), filterOf({ territoire: "territoire-7" }), fixedNow);
    expect(alone.territories.map(({ id, isShown }) => ({ id, isShown }))).toEqual([{ id: "territoire-7", isShown: true }]);
  });

  it("says that an overview is not the present any more once it is a minute old", () => {
    expect(overviewView(overview(), everything, fixedNow + 60_000).staleSentence).toBeNull();
    expect(overviewView(overview(), everything, fixedNow + 61_000).staleSentence).toContain("14:05:10");
  });

  it("names the agents that are late, silent, losing polls or off the hour, and only those", () => {
    const sites = [
      site({ id: "ok", name: "ok", agent: agent({ clockOffsetMs: 900 }) }),
      site({ id: "late", name: "late", agent: agent({ condition: "late", lagS: 400 }) }),
      site({ id: "losing", name: "losing", agent: agent({ lostCount: 3 }) }),
      site({ id: "hour", name: "hour", agent: agent({ clockOffsetMs: 3_600_000 }) }),
      site({
        id: "new",
        name: "new",
        agent: agent({
          condition: "never_seen",
          lastContactAt: null,
          lagS: null,
          outboxCount: null,
          lostCount: null,
          clockOffsetMs: null,
          version: null,
        }),
      }),
    ];

    const { collection } = overviewView(overview({ territories: [territory({ sites })] }), everything, fixedNow);

    expect(collection.agentsToCheck.map(({ siteName }) => siteName)).toEqual(["late", "losing", "hour", "new"]);
    expect(collection.agentsToCheck[2]?.agent.remarks).toEqual(["horloge +1\u00a0h"]);
  });

  it("names an agent that follows its plan in part or not at all, and where the operator reads why, for it names secrets and addresses", () => {
    const reason = "1 équipement sur 2 en défaut : salle, secret « api » : absent du dossier des secrets";
    const sites = (["applied", "partial", "refused"] as const).map((state) =>
      site({ id: state, name: state, agent: agent({ plan: { state, reason: state === "applied" ? null : reason } }) }),
    );

    const { collection } = overviewView(overview({ territories: [territory({ sites })] }), everything, fixedNow);

    expect(collection.agentsToCheck.map(({ siteName }) => siteName)).toEqual(["partial", "refused"]);
    expect(collection.agentsToCheck[0]?.agent.remarks[0]).toMatch(/^plan appliqué en partie \(motif\s: vigie agents list\)$/);
  });

  it("names the agents that may not speak any more, and those whose new release was refused", () => {
    const refusedRelease = { release: "0.2.0-0a1b2c3d", reason: "timeout" };
    const sites = [
      site({ id: "gone", name: "gone", agent: agent({ accessEnded: "revoked" }) }),
      site({ id: "away", name: "away", agent: agent({ accessEnded: "expired" }) }),
      site({ id: "old", name: "old", agent: agent({ refusedRelease }) }),
    ];

    const { collection } = overviewView(overview({ territories: [territory({ sites })] }), everything, fixedNow);

    expect(collection.agentsToCheck.map(({ siteName, agent: { remarks } }) => [siteName, remarks])).toEqual([
      ["gone", ["accès révoqué"]],
      ["away", ["certificat ou jeton échu"]],
      ["old", ["mise à jour refusée"]],
    ]);
  });

  it("counts and names the agents of the central mode, and the second ones of a site, with those of the sites", () => {
    const otherAgents = [
      { agent: agent({ id: "centre", condition: "silent" }), vantage: "central", site: null, siteCount: 12 },
      {
        agent: agent({ id: "second", lostCount: 3 }),
        vantage: "site",
        site: { id: "mairie", name: "Mairie", territory: "ouessant" },
        siteCount: 1,
      },
    ] as const;

    const { collection } = overviewView(overview({ otherAgents }), everything, fixedNow);

    expect(collection.agentCounts.map(({ text }) => text.replace(/\s/g, " "))).toEqual(["2 à jour", "1 muet"]);
    expect(collection.agentsToCheck.map(({ siteHref, siteName }) => [siteHref, siteName.replace(/\s/g, " ")])).toEqual([
      ["/agents#agent-centre", "12 sites · central"],
      [expect.stringContaining("mairie"), "Mairie"],
    ]);
  });

  it("says that an inventory does not count, since when, and what is to be corrected", () => {
    const problems = ["a", "b", "c", "d", "e"].map((word) => `inventory.yml:12:5 sites[0].${word} : clé inconnue`);
    const shown = (refusedInventory: { since: number; problems: string[] } | null) =>
      overviewView(overview({ refusedInventory }), everything, fixedNow).collection.inventory;

    expect(shown(null)).toBeNull();
    expect(shown({ since: fixedNow - 300_000, problems })).toMatchObject({
      summary: expect.stringMatching(/^nouvelle version refusée .*5/) as string,
    });
    expect(shown({ since: fixedNow, problems })?.facts.at(1)).toContain("inventory.yml:12:5");
    expect(shown({ since: fixedNow, problems })?.facts.at(-1)).toContain("2");
  });

  it("tells a writer that follows from one that catches up, one that fails and one nobody asked for", () => {
    const influx = { isConfigured: true, lagEntries: 12, lastSuccessAt: fixedNow, setAside: 0, lastError: null };
    const shown = (change: Partial<typeof influx> | { lastError: string }) =>
      overviewView(overview({ influx: { ...influx, ...change } }), everything, fixedNow).collection.influx;

    expect(shown({})).toMatchObject({ summary: "à jour", isFine: true });
    expect(shown({ lagEntries: 90_000 })).toMatchObject({ summary: "rattrapage en cours", isFine: true });
    expect(shown({ lastError: "connect ECONNREFUSED" })).toMatchObject({ summary: "en échec", isFine: false });
    expect(shown({ isConfigured: false })).toMatchObject({ summary: "non configurée", isFine: null });
  });
});

describe("the filter", () => {
  const found = (query: Record<string, string>) =>
    matchingTerritories(fleet(60), filterOf(query)).flatMap(({ sites }) => sites.flatMap(({ endpoints }) => endpoints));

  it("finds by state, by words in any order, without accents or capitals", () => {
    expect(found({ etat: "down" }).every(({ state }) => state === "down")).toBe(true);
    expect(found({ etat: "down" }).length).toBeGreaterThan(0);
    expect(found({ q: "REUNION plougastel" }).length).toBeGreaterThan(0);
    expect(found({ q: "brest metropole sx20" }).every(({ model }) => model === "Cisco SX20")).toBe(true);
    expect(found({ q: "nulle part" })).toEqual([]);
  });

  it("shows everything when the address asks for something it does not know", () => {
    expect(filterOf({ etat: "cassé" })).toEqual(everything);
    expect(filterOf(null)).toEqual(everything);
    expect(filterOf({ q: ["a", "b"] }).text).toBe("a");
    expect(found({ etat: "cassé" })).toHaveLength(120);
  });

  it("keeps what was asked in the addresses it makes", () => {
    const filter = filterOf({ etat: "down", q: "a&b=c" });
    expect(queryOf(filter)).toBe("?etat=down&q=a%26b%3Dc");
    expect(territoryHref("brest", filter)).toBe("/?etat=down&q=a%26b%3Dc&territoire=brest#territoire-brest");
    expect(queryOf(everything)).toBe("");
  });
});
