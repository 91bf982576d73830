import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { scheduleAt } from "../../collector/metrics/schedule.ts";
import type { OpeningHours } from "../../collector/sla/opening-hours.ts";
import { metricNames as m } from "../../contract/metric-names.ts";
import { ruleFiles } from "../../dashboards/alerts/rule-files.ts";
import { directoryOf } from "../collector/metrics/small-source.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { programPath } from "../servers/programs.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { exampleSettings } from "./example-settings.ts";

const everyDay: OpeningHours = {
  written: "Mo-Su 08:00-18:00",
  rules: [{ parts: null, weekdays: [0, 1, 2, 3, 4, 5, 6], namesHolidays: false, spans: [{ from: 480, to: 1_080 }] }],
};
const room = "salle-haute";
const site = "ouessant-mairie";
const directory = directoryOf([{ id: room, name: room, site }], { calendar: { hours: [{ from: 0, hours: everyDay }], closures: [] } });
const territory = directory.site(site)?.territory ?? "";
const minutes = 15 * 60;
const second = (text: string): number => Date.parse(text) / 1000;

/** From 20:00 of the Saturday on; promtool's clock begins at 0, so instants are told from there. */
function worldFrom(start: number, isDown: boolean): Record<string, string> {
  const where = `endpoint="${room}",site="${site}",territory="${territory}"`;
  const open = Array.from({ length: minutes }, (_, minute) => {
    const openFrom = scheduleAt(start + minute * 60, directory, []).openFrom.get(site);
    return openFrom === undefined ? "_" : String(openFrom - start);
  });
  const always = (value: number): string => `${value}+0x${minutes}`;
  return {
    'up{job="vigie",instance="c"}': always(1),
    [`${m.collectorStart}{instance="c"}`]: always(-86_400),
    [`${m.siteInfo}{site="${site}",territory="${territory}",name="Mairie",commune="Ouessant",has_technician="false"}`]: always(1),
    [`${m.siteOpenFrom}{site="${site}",territory="${territory}"}`]: open.join(" "),
    [`${m.agentLastContact}{agent="a",site="${site}"}`]: `0+60x${minutes}`,
    [`${m.endpointState}{${where},state="${isDown ? "down" : "up"}"}`]: always(1),
    [`${m.endpointStateSince}{${where}}`]: always(-3_600),
  };
}

describeWithServers(["promtool"], "the night in which clocks change", () => {
  const folder = temporaryFolder("clock-change");
  const names: string[] = [];
  beforeAll(() => {
    for (const [name, file] of ruleFiles(exampleSettings())) {
      writeFileSync(join(folder, name), stringify(file));
      names.push(name);
    }
  });

  /** What promtool complains of where at these minutes exactly these are told. */
  const complaints = (series: Record<string, string>, told: readonly (readonly [number, readonly string[]])[]): string => {
    const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const expr = 'count by (alertname, severity) (ALERTS{alertstate="firing",severity=~"page|ticket"})';
    const promql_expr_test = told.map(([minute, severities]) => ({
      expr,
      eval_time: `${minute}m`,
      exp_samples: severities.map((severity) => ({ labels: `{alertname="VisioEndpointDown",severity="${severity}"}`, value: 1 })),
    }));
    const test = { interval: "1m", input_series, promql_expr_test };
    writeFileSync(join(folder, "test.yml"), stringify({ rule_files: names, evaluation_interval: "1m", tests: [test] }));
    const { status, stdout, stderr } = spawnSync(programPath("promtool"), ["test", "rules", "test.yml"], { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : `${stdout}${stderr}`;
  };
  const everyTenMinutes = Array.from({ length: minutes / 10 - 1 }, (_, index) => (index + 1) * 10);

  it.each([
    ["spring", "2026-03-28T19:00:00Z", "2026-03-29T05:00:00Z"],
    ["autumn", "2026-10-24T18:00:00Z", "2026-10-25T06:00:00Z"],
  ])(
    "in %s wakes nobody where all is well, and for a dead room an hour before it opens, by the clock of that morning",
    (_, from, wakes) => {
      const start = second(from);
      const wakesAt = (second(wakes) - start) / 60;

      expect(
        complaints(
          worldFrom(start, false),
          everyTenMinutes.map((minute) => [minute, []]),
        ),
      ).toBe("");
      const told = [...everyTenMinutes, wakesAt - 1, wakesAt + 1].filter((minute) => minute !== wakesAt);
      expect(
        complaints(
          worldFrom(start, true),
          told.map((minute) => [minute, [minute < wakesAt ? "ticket" : "page"]]),
        ),
      ).toBe("");
    },
  );
});
