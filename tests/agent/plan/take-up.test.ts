import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { rangesOf } from "../../../agent/config/ranges.ts";
import { families } from "../../../agent/drivers/index.ts";
import { readPlan } from "../../../agent/plan/read-plan.ts";
import { SiteSecrets } from "../../../agent/plan/site-secrets.ts";
import { type TakenUp, takeUp } from "../../../agent/plan/take-up.ts";
import type { PlanEndpoint } from "../../../contract/plan.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { codec, planWith } from "./a-plan.ts";

let site: string;
let secrets: SiteSecrets;

const put = (name: string, word: string, mode = 0o600): void => writeFileSync(join(site, "secrets", name), word, { mode });
const taken = (endpoint: PlanEndpoint, ranges: readonly string[] = []): TakenUp =>
  takeUp(planWith(endpoint), { secrets, ranges: rangesOf(ranges), families });
const problemOf = (endpoint: PlanEndpoint, ranges?: readonly string[]): string => {
  const { endpoints, problems } = taken(endpoint, ranges);
  expect(endpoints).toEqual([]);
  return problems.map(({ problem }) => problem).join();
};

beforeEach(() => {
  site = temporaryFolder("site");
  mkdirSync(join(site, "secrets"));
  writeFileSync(join(site, "token"), "the agent's own", { mode: 0o600 });
  put("snmp-auth", "authentification");
  put("snmp-priv", "chiffrement");
  put("api", "mot-de-passe");
  secrets = new SiteSecrets({ folder: join(site, "secrets"), credentials: null, reserved: [join(site, "token")] });
});

describe("a plan joined with the secrets of the site", () => {
  it("is what the codec is polled with", () => {
    const { endpoints, problems } = taken(codec);

    expect(problems).toEqual([]);
    expect(endpoints[0]?.settings).toMatchObject({ id: "salle", host: "10.0.0.10", family: "poly-videoos", timeoutMs: 3_000 });
    expect(endpoints[0]?.settings.http?.password.reveal()).toBe("mot-de-passe");
    expect(JSON.stringify(endpoints)).not.toContain("mot-de-passe");
  });

  it("finds what systemd gives, though its rights show a group", () => {
    mkdirSync(join(site, "credentials"));
    writeFileSync(join(site, "credentials", "systemd-api"), "par-systemd", { mode: 0o440 });
    secrets = new SiteSecrets({ folder: join(site, "secrets"), credentials: join(site, "credentials"), reserved: [] });

    const { endpoints } = taken({ ...codec, http: { ...required(codec.http), password: "systemd-api" } });

    expect(endpoints[0]?.settings.http?.password.reveal()).toBe("par-systemd");
  });

  it("sees that a secret was changed, and goes on with the former one where the new one cannot be trusted", () => {
    taken(codec);
    expect(secrets.haveChanged()).toBe(false);
    put("api", "un-autre");
    expect(secrets.haveChanged()).toBe(true);
    expect(taken(codec).endpoints[0]?.settings.http?.password.reveal()).toBe("un-autre");

    put("api", "");
    const { endpoints, problems } = taken(codec);

    expect(endpoints[0]?.settings.http?.password.reveal()).toBe("un-autre");
    expect(problems).toEqual([{ endpoint: "salle", fault: "secret", problem: "secret « api » : api est vide (le précédent sert encore)" }]);
  });
});

describe("an endpoint is left out, and says why without telling a secret,", () => {
  it.each([
    [
      "whose secret is not there",
      { ...codec, http: { ...required(codec.http), password: "absent" } },
      "secret « absent » : absent du dossier",
    ],
    ["whose family this agent does not know", { ...codec, family: "next-year" }, "cet agent ne connaît pas la famille next-year"],
    ["that is on the internet", { ...codec, host: "198.51.100.7" }, "198.51.100.7 est hors des adresses permises"],
    ["that is where clouds keep their secrets", { ...codec, host: "169.254.169.254" }, "hors des adresses permises"],
    ["that is the agent's own machine", { ...codec, host: "127.0.0.1" }, "hors des adresses permises"],
    ["that is the agent's own machine in another writing", { ...codec, host: "2130706433" }, "hors des adresses permises"],
    ["whose name could lead anywhere", { ...codec, host: "codec.example" }, "hors des adresses permises"],
    ["whose web interface is elsewhere", withUrl("https://198.51.100.7"), "198.51.100.7 est hors des adresses permises"],
    ["whose password would go unprotected", withUrl("http://10.0.0.10"), "mot de passe en clair (http://) vers 10.0.0.10"],
    ["whose address carries a path", withUrl("https://10.0.0.10/admin"), "pas de chemin"],
  ])("%s", (_who, endpoint, problem) => {
    expect(problemOf(endpoint)).toContain(problem);
  });

  it("whose secret anybody could read", () => {
    put("ouvert", "mot-de-passe", 0o644);

    const problem = problemOf({ ...codec, http: { ...required(codec.http), password: "ouvert" } });

    expect(problem).toBe("secret « ouvert » : droits trop larges sur ouvert (0644), attendu 0600");
  });

  it("whose secret is a file of the agent itself, under any name", () => {
    symlinkSync(join(site, "token"), join(site, "secrets", "lien"));

    expect(problemOf({ ...codec, http: { ...required(codec.http), password: "lien" } })).toBe(
      "secret « lien » : réservé à l'agent lui-même",
    );
  });

  it("whose secrets are not there, all of them told at once, so that one visit is enough", () => {
    const { endpoints, problems } = taken({
      ...codec,
      snmp: { version: "3", user: "vigie", authProtocol: "sha256", authPassword: "un", privProtocol: "aes", privPassword: "deux" },
      http: { ...required(codec.http), password: "trois" },
    });

    expect(endpoints).toEqual([]);
    expect(problems.map(({ problem }) => problem)).toEqual(
      ["un", "deux", "trois"].map((name) => `secret « ${name} » : absent du dossier des secrets`),
    );
  });

  it("whose SNMPv3 password is too short", () => {
    put("court", "court");
    const snmp = { ...required(codec.snmp), authPassword: "court" };

    expect(problemOf({ ...codec, snmp })).toContain("trop court pour SNMPv3");
  });

  it("while the others are polled", () => {
    const other = { ...codec, id: "autre", host: "198.51.100.7" };

    const { endpoints } = takeUp(planWith(other, codec), { secrets, ranges: rangesOf([]), families });

    expect(endpoints.map(({ settings }) => settings.id)).toEqual(["salle"]);
  });
});

describe("what the site declares", () => {
  it("is all that may be polled, and may have a password in clear", () => {
    expect(taken(withUrl("http://10.0.0.10"), ["10.0.0.0/24"]).endpoints).toHaveLength(1);
    expect(problemOf(codec, ["10.0.1.0/24"])).toContain("hors des adresses permises");
    expect(taken({ ...codec, host: "codec.example" }, ["codec.example", "10.0.0.10"]).endpoints).toHaveLength(1);
  });
});

describe("a plan from a collector that means harm", () => {
  const read = (change: object): string => {
    const result = readPlan(JSON.stringify({ ...planWith(codec), ...change }), "agent-a");
    return "problem" in result ? result.problem : "";
  };

  it.each([
    ["names a secret by a path", { endpoints: [{ ...codec, http: { ...required(codec.http), password: "../token" } }] }],
    ["names a hidden file", { endpoints: [{ ...codec, http: { ...required(codec.http), password: ".ssh" } }] }],
    ["sends a password of its own", { endpoints: [{ ...codec, passwordText: "x" }] }],
    ["asks a thousand times a second", { paces: { ...planWith().paces, stateSeconds: 0.001 } }],
    [
      "has more endpoints than an agent takes",
      { endpoints: Array.from({ length: 20_001 }, (_, index) => ({ ...codec, id: `c${index}` })) },
    ],
  ])("that %s is refused as a whole", (_what, change) => {
    expect(read(change)).toContain("plan illisible par cet agent, l'ancien est gardé");
  });

  it("that is another agent's is refused", () => {
    expect(read({ agent: "agent-b" })).toBe("ce plan est celui de l'agent agent-b");
  });
});

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the example has it");
  return value;
}

function withUrl(url: string): PlanEndpoint {
  return { ...codec, http: { ...required(codec.http), url } };
}

it("sends the agent to none of its own addresses, unless the site says so", () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);

  for (const address of own) {
    expect(rangesOf([]).permits(address)).toBe(false);
    expect(rangesOf([address]).permits(address)).toBe(true);
  }
});
