import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { beforeAll, describe, expect, it } from "vitest";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { createMetrics } from "../../../collector/metrics/metrics.ts";
import { alertGroups } from "../../../dashboards/alerts/all-alerts.ts";
import { allBoards } from "../../../dashboards/boards/all-boards.ts";
import { frAlerts } from "../../../dashboards/boards/fr-alerts.ts";
import { frBoards } from "../../../dashboards/boards/fr-house.ts";
import { renderBoard } from "../../../dashboards/boards/render/render-board.ts";
import { smallSource } from "../../collector/metrics/small-source.ts";
import { exampleSettings } from "../example-settings.ts";
import { type BoardJson, overlapping, panelsOf, textsOf, variablesIn } from "./board-json.ts";

const settings = exampleSettings();
const boards = allBoards(settings).map((board) => ({ board, json: JSON.parse(renderBoard(board)) as BoardJson }));
const byUid = boards.map(({ board, json }) => [board.uid, json] as const);
const panels = boards.flatMap(({ board, json }) =>
  panelsOf(json).map((panel) => [`${board.uid} ${panel.id} ${panel.title}`, panel] as const),
);
const queries = boards.flatMap(({ board }) =>
  board.panels.flatMap((panel) => panel.queries.map((query) => [`${board.uid} ${panel.id} ${panel.words.title}`, query] as const)),
);
const ofPrometheus = queries.filter(([, { source }]) => source === "prometheus");

describe("the boards", () => {
  it("have each the name and address that alerts and reports lead to", () => {
    for (const { board, json } of boards) expect(json).toMatchObject({ uid: board.uid, title: frBoards[board.uid].title, editable: false });
    expect(new Set(boards.map(({ board }) => board.uid)).size).toBe(boards.length);
  });

  it.each(byUid)("lead to one another, with what was chosen: %s", (uid, { links }) => {
    const others = Object.keys(frBoards).filter((other) => other !== uid);

    expect(links.map(({ url }) => url)).toEqual(others.map((other) => `/d/${other}`));
    expect(links.every(({ includeVars, keepTime }) => includeVars && keepTime)).toBe(true);
  });

  it.each(byUid)("are read in the time of the contract: %s", (_, json) => {
    expect(json).toMatchObject({ timezone: "Europe/Paris", weekStart: "monday", schemaVersion: 42 });
  });

  it.each(byUid)("lay their panels side by side, none on another, none beyond the edge: %s", (_, json) => {
    const places = panelsOf(json).map(({ gridPos }) => gridPos);

    expect(places.filter(({ x, w }) => x + w > 24)).toEqual([]);
    expect(overlapping(places)).toEqual([]);
  });

  it.each(byUid)("number their panels once: %s", (_, json) => {
    const ids = panelsOf(json).map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.min(...ids)).toBeGreaterThan(0);
  });

  it.each(byUid)("use no variable that they do not declare: %s", (_, json) => {
    const declared = json.templating.list.map(({ name }) => name);

    expect(variablesIn(json).filter((name) => !declared.includes(name))).toEqual([]);
  });

  it.each(byUid)("declare no variable that nothing uses: %s", (_, json) => {
    const used = variablesIn(json);

    expect(json.templating.list.map(({ name }) => name).filter((name) => !used.includes(name))).toEqual([]);
  });

  it.each(byUid)("ask the two servers by the names that provisioning gives them: %s", (_, json) => {
    const known = readFileSync(new URL("../../../grafana/provisioning/datasources/vigie.yaml", import.meta.url), "utf8");
    const asked = new Set([...JSON.stringify(json).matchAll(/"datasource":\{"type":"[^"]+","uid":"([^"]+)"/g)].map(([, uid]) => uid));

    expect([...asked].filter((uid) => uid !== "-- Mixed --" && !known.includes(`uid: ${uid}\n`))).toEqual([]);
  });

  it.each(byUid)("link only to boards that exist: %s", (_, json) => {
    const linked = [...JSON.stringify(json).matchAll(/"\/d\/([a-z-]+)/g)].map(([, uid]) => uid ?? "");

    expect(linked.filter((uid) => !(uid in frBoards))).toEqual([]);
  });

  it.each(byUid)("are written in the spaces and apostrophes of French: %s", (_, json) => {
    const wrong = textsOf(json).filter((text) => / [:;!?%»]|« |\p{L}'\p{L}/u.test(text.replaceAll(/\]\([^)]*\)|\$\{[^}]*\}/g, "")));

    expect(wrong).toEqual([]);
  });
});

describe("each panel", () => {
  it.each(panels)("says what it shows and what does not count: %s", (_, { title, description }) => {
    expect(title.length).toBeGreaterThan(3);
    expect(description.length).toBeGreaterThan(title.length * 0.8);
    expect(description).toMatch(/[.…]$/);
  });

  it.each(panels.filter(([, { type }]) => type !== "text"))("has words where nobody knows: %s", (_, { fieldConfig }) => {
    expect(fieldConfig?.defaults.noValue ?? "").not.toBe("");
  });

  it.each(panels.filter(([, { type }]) => !["text", "table"].includes(type)))("has a unit: %s", (_, { fieldConfig }) => {
    expect(fieldConfig?.defaults.unit ?? "").not.toBe("");
  });

  it.each(panels)("tells nothing by red against green: %s", (_, panel) => {
    expect(JSON.stringify(panel)).not.toMatch(/"(?:color|fixedColor)":"(?:dark-|light-|semi-dark-|super-light-)?(?:red|green)"/);
  });

  it.each(panels.filter(([, { type }]) => type !== "text"))("asks something: %s", (_, { targets }) => {
    expect(targets?.length).toBeGreaterThan(0);
    expect(new Set(targets?.map(({ refId }) => refId)).size).toBe(targets?.length);
  });

  // The column is called `Value` where one query answers, and `Value #A` where several do.
  it.each(boards.flatMap(({ board }) => board.panels.map((panel) => [`${board.uid} ${panel.id}`, panel] as const)))(
    "asks Prometheus for at most one table: %s",
    (_, panel) => {
      expect(panel.queries.filter(({ source, form }) => source === "prometheus" && form === "table").length).toBeLessThan(2);
    },
  );

  it.each(
    boards.flatMap(({ board }) =>
      board.panels.flatMap((panel) => (panel.kind === "table" ? [[`${board.uid} ${panel.id}`, panel] as const] : [])),
    ),
  )("has a French name for each of its columns: %s", (_, { columns, words }) => {
    expect(columns.map(({ field }) => field).filter((field) => !(field in (words.columns ?? {})))).toEqual([]);
  });
});

/** Of Prometheus itself. */
const notOurs = ["ALERTS", "ALERTS_FOR_STATE"];

describe("what is asked of Prometheus", () => {
  let told: ReadonlySet<string>;
  beforeAll(async () => {
    const text = await createMetrics({ source: smallSource(), ingest: createIngestCounters(), version: "0.1.0" }).render("text");
    told = new Set([...text.matchAll(/^# HELP (\S+) /gm)].map(([, name = ""]) => name));
  });

  it.each(ofPrometheus)("is PromQL, of series that the collector tells: %s", (_, { text }) => {
    const { names, errors } = read(text.replaceAll("$__rate_interval", "2m").replaceAll(/\$\{[a-z]+:regex\}/g, "x"));

    expect(errors).toEqual([]);
    expect(names.filter((name) => !told.has(name.replace(/_bucket$/, "")) && !notOurs.includes(name))).toEqual([]);
  });

  it.each(ofPrometheus)("is no availability: exact ones are in InfluxDB: %s", (_, { text }) => {
    expect(text).not.toMatch(/availability_ratio|coverage_ratio|avg_over_time\(visio_endpoint_up/);
  });
});

describe("the words for alerts", () => {
  it("are those of the pages for people who are woken, for each alert that exists", () => {
    const list = readFileSync(new URL("../../../docs/runbooks/README.md", import.meta.url), "utf8");
    const titles = Object.fromEntries(
      [...list.matchAll(/^\| `(\w+)` \| \[([^\]]+)\]/gm)].map(([, name = "", title = ""]) => [name, title]),
    );

    expect(frAlerts).toEqual(titles);
    const names = Object.values(alertGroups(settings)).flatMap((alerts) => alerts.map(({ name }) => name));
    expect(names.filter((name) => !(name in frAlerts))).toEqual([]);
  });
});

function read(query: string): { readonly names: string[]; readonly errors: string[] } {
  const names: string[] = [];
  const errors: string[] = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to, type, node }) => {
      if (type.isError) errors.push(`${from}-${to}: ${query.slice(from, to + 10)}`);
      if (name === "Identifier" && node.parent?.name === "VectorSelector") names.push(query.slice(from, to));
    },
  });
  return { names: [...new Set(names)], errors };
}
