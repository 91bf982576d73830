import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { generatedFiles } from "../../dashboards/generated-files.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { programPath } from "../servers/programs.ts";
import { describeWithServers } from "../servers/requirements.ts";
import type { AlertCase } from "./alert-case.ts";
import { contractCases, everyTwoHours } from "./contract-cases.ts";
import { exampleSettings } from "./example-settings.ts";
import { healthyWorld, type World } from "./healthy-world.ts";
import { roomCases } from "./room-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { siteCases } from "./site-cases.ts";

const titled = (one: AlertCase): [string, AlertCase] => [
  `${one.alert} ${one.fires.length === 0 ? "is silent" : `is a ${one.fires.join()}`}: ${one.because}`,
  one,
];
const cases = [...roomCases, ...siteCases, ...serviceCases].map(titled);

describeWithServers(["promtool"], "the rules in promtool", () => {
  const folder = temporaryFolder("rules");
  const paths: string[] = [];
  const promtool = (...args: string[]) => spawnSync(programPath("promtool"), args, { encoding: "utf8", cwd: folder });
  beforeAll(() => {
    for (const [path, text] of generatedFiles(exampleSettings())) {
      if (!path.startsWith("prometheus/rules/")) continue;
      mkdirSync(join(folder, "prometheus", "rules"), { recursive: true });
      writeFileSync(join(folder, path), text);
      paths.push(path);
    }
  });

  /** Runs one world through all rules; what promtool complains of. */
  const complaints = (
    world: World,
    at: number,
    expr: string,
    expected: readonly { readonly labels: string; readonly value: number }[],
    every = 1,
  ) => {
    const input_series = Object.entries({ ...healthyWorld, ...world }).map(([series, values]) => ({ series, values }));
    const test = { interval: `${every}m`, input_series, promql_expr_test: [{ expr, eval_time: `${at}m`, exp_samples: expected }] };
    writeFileSync(join(folder, "test.yml"), stringify({ rule_files: paths, evaluation_interval: `${every}m`, tests: [test] }));
    const { status, stdout, stderr } = promtool("test", "rules", "test.yml");
    return status === 0 ? "" : `${stdout}${stderr}`;
  };

  it("have nothing it complains of", () => {
    const { status, stdout, stderr } = promtool("check", "rules", "--lint=all", ...paths);

    expect(stderr).toBe("");
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it("are those of the repository, as the example of its documents asks for them", () => {
    const rules = fileURLToPath(new URL("../../grafana/prometheus/rules", import.meta.url));

    expect(promtool("check", "rules", ...paths.map((path) => join(rules, path.split("/").at(-1) ?? ""))).status).toBe(0);
  });

  it.each([1, 30, 90, 119])("tell of nothing but that they live, where all is well for %i minutes", (at) => {
    const fires = 'count by (alertname) (ALERTS{alertstate="firing"})';

    expect(complaints({}, at, fires, [{ labels: '{alertname="VisioWatchdog"}', value: 1 }])).toBe("");
  });

  const firing = (alert: string) => `count by (alertname, severity) (ALERTS{alertname="${alert}",alertstate="firing"})`;
  const expectedOf = ({ alert, fires }: AlertCase) =>
    fires.map((severity) => ({ labels: `{alertname="${alert}",severity="${severity}"}`, value: 1 }));

  it.each(cases)("%s", (_title, one) => {
    expect(complaints(one.world, one.at, firing(one.alert), expectedOf(one))).toBe("");
  });

  it.each(contractCases.map(titled))("%s", (_title, one) => {
    expect(complaints(one.world, one.at, firing(one.alert), expectedOf(one), everyTwoHours)).toBe("");
  });

  it("gives a fault of a room to the technician of the site where it has one, else to the concierge", () => {
    const down = (site: string) => `visio_endpoint_state{endpoint="e-${site}",site="${site}",territory="t1",state="down"}`;
    const expr = 'count by (site, owner) (ALERTS{alertname="VisioEndpointDown"})';
    const expected = [
      { labels: '{site="s1",owner="site_technician"}', value: 1 },
      { labels: '{site="s2",owner="concierge"}', value: 1 },
    ];

    expect(complaints({ [down("s1")]: "1+0x20", [down("s2")]: "1+0x20" }, 5, expr, expected)).toBe("");
  });
});
