import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generatedFiles } from "../../dashboards/generated-files.ts";
import { type ActiveAlert, type Alertmanager, startAlertmanager } from "../servers/alertmanager.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { programPath } from "../servers/programs.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { exampleSettings, pagedOnlyAt } from "./example-settings.ts";

describeWithServers(["amtool"], "the routes in amtool", () => {
  const folder = temporaryFolder("routes");
  const config = join(folder, "alertmanager", "alertmanager.yml");
  const amtool = (...args: string[]) => spawnSync(programPath("amtool"), args, { encoding: "utf8" });
  beforeAll(() => {
    for (const [path, text] of generatedFiles(exampleSettings())) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });

  it("have nothing it complains of, nor has the message of Alertmanager", () => {
    const { status, stdout, stderr } = amtool("check-config", config);

    expect(`${stdout}${stderr}`).toContain("1 templates");
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it.each([
    ["an urgency of a territory that has a team", ["severity=page", "territory=brest", "owner=operator"], "astreinte-finistere"],
    [
      "an urgency elsewhere, at work or on call",
      ["severity=page", "territory=lannion", "owner=operator"],
      "astreinte-region,astreinte-region-nuit",
    ],
    ["an urgency of no territory", ["severity=page", "alertname=VisioCollectorDown"], "astreinte-region,astreinte-region-nuit"],
    ["what the concierge sees to", ["severity=ticket", "territory=brest", "owner=concierge"], "liste-concierge"],
    ["what the technician of a site sees to", ["severity=ticket", "owner=site_technician"], "liste-site_technician"],
    ["what the provider of the network sees to", ["severity=ticket", "owner=network_provider"], "liste-network_provider"],
    ["what nobody else is named for", ["severity=ticket"], "liste-operator"],
    ["the heartbeat", ["alertname=VisioWatchdog", "severity=none"], "signal-de-vie"],
    ["a maintenance", ["alertname=VisioMaintenance", "severity=none"], "personne"],
  ])("take %s where it belongs", (_, labels, receivers) => {
    const { stdout } = amtool("config", "routes", "test", `--config.file=${config}`, ...labels);

    expect(stdout.trim()).toBe(receivers);
  });

  it("take what no list is named for to the operator", () => {
    const file = join(folder, "alertmanager", "one-list.yml");
    writeFileSync(file, withoutFiles());

    expect(amtool("check-config", file).status).toBe(0);
    const { stdout } = amtool("config", "routes", "test", `--config.file=${file}`, "severity=ticket", "owner=concierge");
    expect(stdout.trim()).toBe("liste-operator");
  });
});

const labels = { severity: "page", owner: "operator" };
const room = { ...labels, scope: "endpoint", alertname: "VisioEndpointDown", endpoint: "e1", site: "s1", territory: "t1" };
const agent = { ...labels, scope: "agent", alertname: "VisioAgentSilent", agent: "a1", site: "s1", territory: "t1" };
const central = { ...labels, scope: "agent", alertname: "VisioCentralAgentSilent", agent: "centre" };
const territory = { ...labels, scope: "territory", alertname: "VisioTerritoryCut", territory: "t1" };
const collector = { ...labels, scope: "collector", alertname: "VisioCollectorDown" };
const influx = { ...labels, severity: "ticket", scope: "collector", alertname: "VisioInfluxStuck" };
const maintenance = {
  severity: "none",
  owner: "operator",
  scope: "endpoint",
  alertname: "VisioMaintenance",
  endpoint: "e1",
  site: "s1",
  territory: "t1",
};
const elsewhere = { ...room, endpoint: "e2", site: "s2" };

describeWithServers(["alertmanager"], "what one cause hides, in a real Alertmanager", () => {
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    alertmanager = await startAlertmanager({ configuration: withoutFiles() });
  });
  afterAll(() => alertmanager.stop());

  /** The alerts that are told while all of these fire. */
  const told = async (firing: readonly (typeof labels & Record<string, string>)[]): Promise<string[]> => {
    const startsAt = new Date().toISOString();
    await alertmanager.post(firing.map((own) => ({ labels: own, startsAt })));
    const all = await waitUntil("all are known", async () => {
      const known = (await alertmanager.alerts()).filter(({ labels: own }) => firing.some((one) => isSame(own, one)));
      return known.length === firing.length && known.every(({ status }) => status.state !== "unprocessed") && known;
    });
    await alertmanager.post(firing.map((own) => ({ labels: own, startsAt, endsAt: startsAt })));
    return all
      .filter(isTold)
      .map(({ labels: own }) => own["endpoint"] ?? own["agent"] ?? own["alertname"] ?? "")
      .toSorted();
  };

  it("tells of the agent and not of its rooms", async () => {
    expect(await told([room, { ...room, endpoint: "e9" }, agent])).toEqual(["a1"]);
  });

  it("tells of a room elsewhere while an agent is silent", async () => {
    expect(await told([agent, elsewhere])).toEqual(["a1", "e2"]);
  });

  it("tells of the territory and not of its agents and rooms", async () => {
    expect(await told([territory, agent, room, elsewhere])).toEqual(["VisioTerritoryCut"]);
  });

  it("tells of a central agent that belongs to no site, whatever the territory", async () => {
    expect(await told([territory, central])).toEqual(["VisioTerritoryCut", "centre"]);
  });

  it("tells of nothing but the collector while it is away, its own services excepted", async () => {
    expect(await told([collector, room, agent, territory, influx])).toEqual(["VisioCollectorDown", "VisioInfluxStuck"]);
  });

  it("tells nothing of a room that is worked on, and of the others all", async () => {
    expect(await told([room, elsewhere, maintenance])).toEqual(["e2"]);
  });
});

const isTold = ({ labels: own, status }: ActiveAlert): boolean => status.state === "active" && own["severity"] !== "none";
const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  isDeepStrictEqual({ ...one }, { ...other });

/** The generated configuration, with receivers that ask for no file of a secret. */
function withoutFiles(): string {
  const settings = pagedOnlyAt("http://127.0.0.1:9/");
  return generatedFiles(settings).get("alertmanager/alertmanager.yml") ?? "";
}
