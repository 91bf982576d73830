import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parser } from "@prometheus-io/lezer-promql";
import { beforeAll, describe, expect, it } from "vitest";
import { createIngestCounters } from "../../collector/metrics/ingest-counters.ts";
import { createMetrics } from "../../collector/metrics/metrics.ts";
import { outageAlerts } from "../../contract/outage-alerts.ts";
import { owners } from "../../dashboards/alerts/alert.ts";
import { type Rule, ruleFiles, runbookName } from "../../dashboards/alerts/rule-files.ts";
import { generatedFiles } from "../../dashboards/generated-files.ts";
import { textOf } from "../architecture/project-files.ts";
import { smallSource } from "../collector/metrics/small-source.ts";
import { contractCases } from "./contract-cases.ts";
import { exampleSettings } from "./example-settings.ts";
import { roomCases } from "./room-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { siteCases } from "./site-cases.ts";

const settings = exampleSettings();
const rules = [...ruleFiles(settings).values()].flatMap(({ groups }) => groups.flatMap((group) => group.rules));
const byTitle = rules.map((rule): [string, Rule] => [`${rule.alert} (${rule.labels["severity"]})`, rule]);
const alerts = [...new Set(rules.map(({ alert }) => alert))];
const filesIn = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe("what is generated", () => {
  const files = generatedFiles(settings);

  it.each([...files])("is what the repository has: %s", (path, text) => {
    // Otherwise: npm run generate
    expect(textOf(`grafana/${path}`)).toBe(text);
  });

  it("is all that stands there", () => {
    const folders = new Set([...files.keys()].map((path) => path.split("/").slice(0, -1).join("/")).filter((folder) => folder !== ""));
    const there = [...folders].flatMap((folder) => filesIn(`grafana/${folder}`).map((name) => `${folder}/${name}`));

    expect(there.toSorted()).toEqual([...files.keys()].filter((path) => path.includes("/")).toSorted());
  });

  it("holds no secret, only the names of files that do", () => {
    const config = files.get("alertmanager/alertmanager.yml") ?? "";

    expect(config).toContain("smtp_auth_password_file");
    expect(config).not.toMatch(/(password|credentials|api_url|bearer_token):/);
  });
});

describe("alerts of outages", () => {
  it("are named in the rules as the collector knows them", () => {
    const names = new Set(byTitle.map(([, { alert }]) => alert));

    expect(outageAlerts.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("each alert", () => {
  it.each(byTitle)("says who sees to it and how urgent it is: %s", (_, { labels }) => {
    expect(["page", "ticket", "none"]).toContain(labels["severity"]);
    expect([...owners, "host"].some((owner) => labels["owner"]?.includes(owner === "host" ? "has_technician" : owner))).toBe(true);
    expect(["network", "territory", "site", "agent", "endpoint", "collector"]).toContain(labels["scope"]);
  });

  it.each(byTitle)("says what, who is affected, what to do first, and where to look: %s", (_, { annotations }) => {
    expect(Object.keys(annotations).toSorted()).toEqual(["action", "affected", "dashboard_url", "page_url", "runbook_url", "summary"]);
    expect(Object.values(annotations).filter((text) => text.trim() === "")).toEqual([]);
    expect(annotations["action"]).toMatch(/[.?]$/);
  });

  // An SMS has the characters of GSM 03.38, or half as many.
  it.each(byTitle)("is written in characters that an SMS has: %s", (_, { annotations }) => {
    expect(Object.values(annotations).join("\n")).not.toMatch(/[\u00a0\u202f’–—…«»]/);
  });

  it.each(alerts)("has a page that begins with what to do first: %s", (alert) => {
    const page = textOf(`docs/runbooks/${runbookName(alert)}.md`);

    expect(page).toContain(`\`${alert}\` : `);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      "À faire d'abord",
      "Ce que cela veut dire",
      "Vérifier",
      "Ne pas faire",
    ]);
  });

  it.each(alerts.filter((alert) => alert !== "VisioWatchdog"))(
    "has a case in which it fires and one in which it is silent: %s",
    (alert) => {
      const cases = [...roomCases, ...siteCases, ...serviceCases, ...contractCases].filter((one) => one.alert === alert);

      expect(cases.some(({ fires }) => fires.length > 0)).toBe(true);
      expect(cases.some(({ fires }) => fires.length === 0 || fires.includes("ticket"))).toBe(true);
    },
  );
});

describe("the pages for people who are woken", () => {
  const pages = filesIn("docs/runbooks").filter((name) => name !== "README.md");

  it("are of alerts that exist", () => {
    expect(pages.toSorted()).toEqual(alerts.map((alert) => `${runbookName(alert)}.md`).toSorted());
  });

  it("are all in the list", () => {
    const list = textOf("docs/runbooks/README.md");

    expect(pages.filter((page) => !list.includes(`(${page})`))).toEqual([]);
  });

  it.each(pages)("name only pages that exist: %s", (page) => {
    const links = [...textOf(`docs/runbooks/${page}`).matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, link]) => link);

    expect(links.filter((link) => !pages.includes(link ?? ""))).toEqual([]);
  });
});

/** Of Prometheus and Alertmanager themselves. */
const notOurs = ["up", "alertmanager_notifications_failed_total", "prometheus_notifications_dropped_total"];

describe("what the rules ask Prometheus", () => {
  let told: ReadonlySet<string>;
  beforeAll(async () => {
    const text = await createMetrics({ source: smallSource(), ingest: createIngestCounters(), version: "0.1.0" }).render("text");
    told = new Set([...text.matchAll(/^# HELP (\S+) /gm)].map(([, name = ""]) => name));
  });

  it.each(byTitle)("is PromQL, of series that the collector tells: %s", (_, { expr }) => {
    const { names, errors } = read(expr);

    expect(errors).toEqual([]);
    expect(names.filter((name) => !told.has(name) && !notOurs.includes(name))).toEqual([]);
    expect(names.length > 0 || expr === "vector(1)").toBe(true);
  });
});

/** The series a query names, and what is wrong with it. */
function read(query: string): { readonly names: string[]; readonly errors: string[] } {
  const names: string[] = [];
  const errors: string[] = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to, type }) => {
      if (type.isError) errors.push(`${from}-${to}: ${query.slice(from, to + 10)}`);
      if (name === "Identifier" || name === "MetricIdentifier") names.push(query.slice(from, to));
    },
  });
  return { names: [...new Set(names)], errors };
}
