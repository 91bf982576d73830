import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { problemsOf } from "../../settings/problems-of.ts";

const example = fileURLToPath(new URL("../../../docs/examples/inventory.yml", import.meta.url));
const broken = fileURLToPath(new URL("broken", import.meta.url));
const folder = temporaryFolder("inventory");

describe("the example of an inventory", () => {
  const directory = loadDirectory(example);

  it("gives territories, sites, endpoints and agents, each found by its id", () => {
    expect(directory.territory("ouessant")).toEqual({ id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", siren: "212901557" });
    expect(directory.site("brest-pepiniere")).toMatchObject({
      id: "brest-pepiniere",
      name: "Pépinière du port (site fictif)",
      territory: "brest-metropole",
      insee: "29019",
      commune: "Brest",
      hostKind: "pepiniere",
      calendar: { hours: [{ hours: { written: "24/7" } }], closures: [{ reason: "Veille de fête" }] },
      contracts: [
        { from: 0, targetBasisPoints: 9_900 },
        { targetBasisPoints: 9_950, takeChargeSeconds: 3_600 },
      ],
      memberships: [{ from: 0, epci: { siren: "242900314", name: "Brest Métropole" }, territories: ["brest-metropole"] }],
      hasTechnician: true,
      regionalAidEuros: 4500.5,
      isFictional: true,
    });
    expect(directory.endpoint("lannion-visio")).toMatchObject({ id: "lannion-visio", name: "Salle 1", site: "lannion-espace-public" });
    expect(directory.agent("ouessant-mairie")).toMatchObject({ site: "ouessant-mairie" });
    expect([directory.sites, directory.endpoints, directory.agents, directory.territories].map((list) => list.length)).toEqual([
      3, 5, 4, 5,
    ]);
  });

  it("lets an agent speak for the endpoints of its own site only", () => {
    expect([...directory.endpointsOf("ouessant-mairie")]).toEqual(["ouessant-salle-conseil", "ouessant-mediatheque"]);
    expect(directory.endpointsOf("inconnu").size).toBe(0);
  });

  it("lets a central agent watch what the agent of a site watches too", () => {
    expect(directory.agent("centre-rennes")).toMatchObject({ vantage: "central", site: null, sites: ["ouessant-mairie"] });
    expect(directory.endpointsOf("centre-rennes")).toEqual(directory.endpointsOf("ouessant-mairie"));
    expect(directory.agent("ouessant-mairie")).toMatchObject({ vantage: "site", site: "ouessant-mairie" });
  });

  it("says how a codec is polled in one short line, by what holds for all", () => {
    expect(directory.endpoint("ouessant-salle-conseil")?.polling).toEqual({
      host: "192.0.2.10",
      family: "poly-videoos",
      snmp: {
        version: "3",
        user: "vigie",
        authProtocol: "sha256",
        authPassword: "snmp-authentification",
        privProtocol: "aes",
        privPassword: "snmp-chiffrement",
      },
      http: { url: "https://192.0.2.10", user: "vigie", password: "api", verifyTls: false },
      timeoutMs: 3_000,
      retries: 1,
      zone: "Europe/Paris",
    });
    expect(directory.endpoint("ouessant-mediatheque")?.polling).toMatchObject({
      snmp: { version: "2c", community: "communaute" },
      timeoutMs: 5_000,
    });
    expect(directory.endpoint("ouessant-mediatheque")?.polling).not.toHaveProperty("http");
    expect(directory.endpoint("lannion-visio")?.polling).toBeUndefined();
  });

  it("knows nobody else", () => {
    expect([directory.territory("x"), directory.site("__proto__"), directory.endpoint(""), directory.agent("x")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("an inventory", () => {
  const changed = (from: string, to: string): string => {
    const file = join(folder, "inventory.yml");
    const text = readFileSync(example, "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    return problemsOf(() => loadDirectory(file), folder);
  };

  it("may spell a token's digest in capitals", () => {
    const digest = /tokenSha256: "(\w+)"/.exec(readFileSync(example, "utf8"))?.[1] ?? "";

    expect(changed(digest, digest.toUpperCase())).toBe("");
    expect(loadDirectory(join(folder, "inventory.yml")).agent("ouessant-mairie")?.tokenSha256).toBe(digest);
  });

  it("may hold an island without SIREN and a pays, which has none", () => {
    const territories = "territories:\n  - { id: sein, name: Île-de-Sein, kind: ILE }\n  - { id: centre, name: Centre, kind: PAYS }\n";

    expect(changed("territories:\n", territories)).toBe("");
  });

  it.each(["2A004", "01004", "97105"])("may place a site in the commune %s", (insee) => {
    expect(changed('insee: "29155"', `insee: "${insee}"`)).toBe("");
  });

  it.each(["2C004", "2915", "291555", "29 15", "A9155"])("may not place a site in the commune %s", (insee) => {
    expect(changed('insee: "29155"', `insee: "${insee}"`)).toContain(
      "sites[0].insee : attendu : un code INSEE de commune de cinq caractères",
    );
  });

  it("asks for quotes where YAML would take a code for a number and lose its first digit", () => {
    expect(changed('insee: "29155"', "insee: 01004")).toContain('sites[0].insee : attendu : un texte ; mettre des guillemets : "01004"');
  });

  it.each(readdirSync(broken).filter((name) => name.endsWith(".yml")))(
    "with mistakes (%s) is refused with every one of them",
    async (name) => {
      await expect(problemsOf(() => loadDirectory(join(broken, name)), broken)).toMatchFileSnapshot(
        `broken/${name.replace(".yml", ".txt")}`,
      );
    },
  );
});
