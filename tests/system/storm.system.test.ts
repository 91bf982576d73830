import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import type { Observation } from "../../contract/observation.ts";
import { type Influxdb, startInfluxdb } from "../servers/influxdb.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters, rowsOf } from "./numbers.ts";
import { type PagerLine, type SiteOfLine, startPagerLine } from "./pager/pager-line.ts";

const cut = 40;
/** As many again and more are still to be equipped: the forty are one EPCI, not half of the network. */
const others = 45;
const away = "iles-retour";
const mairies = Array.from({ length: cut }, (_, index): SiteOfLine => ({ id: `mairie-${index + 1}`, territory: "morlaix" }));
const toCome = Array.from({ length: others }, (_, index): SiteOfLine => ({ id: `future-${index + 1}`, territory: "brest", agent: "none" }));
const sites: readonly SiteOfLine[] = [...mairies, { id: away, territory: "iles", agent: "late" }, ...toCome];
const day = 1_440;
const polls = 28 * day;
/** Minutes of the month in which the room that comes back was silent: two days. */
const outage = { from: 14 * day, to: 16 * day };
/** Only bounds a test that fails. */
const patienceMs = 150_000;

/** A poll every two seconds instead of a minute, and the waits as much shorter, but none below what a machine may stand still for. */
const waits = {
  bridge: 60,
  agentSilent: 30,
  manySilent: 15,
  collectorStart: 6,
  collectorDown: 60,
  ticket: 8,
  steady: 9,
  groupPages: 1,
  groupPagesAgain: 3,
  groupTickets: 1,
  heartbeat: 1,
  evaluation: 1,
};

describeWithServers(
  ["prometheus", "alertmanager", "influxdb"],
  "storms: who is told when a whole territory, or a server, falls away",
  () => {
    let influxdb: Influxdb;
    let line: PagerLine;

    beforeAll(async () => {
      influxdb = await startInfluxdb();
      const influx = { url: influxdb.url, database: "vigie" };
      line = await startPagerLine({ sites, waits, influx, pollSeconds: 2, timeoutMs: 500, retries: 0, scrapeSeconds: 1 });
    });

    afterAll(async () => {
      await line.stop();
      await influxdb.stop();
    });

    /** Whatever a try before has left is put right, and what that is told of has been told. */
    beforeEach(async () => {
      line.link.become("open");
      await allHeard();
      await waitUntil("nothing burns", async () => (await burning()).length === 0, patienceMs);
      await aWhile(4);
      line.webhook.forget();
    });

    const query = (promQl: string) => line.prometheus().query(promQl);
    const countUp = async () => (await query('visio_endpoint_state{state="up",territory="morlaix"} == 1')).length;
    const burning = () => query('ALERTS{alertstate="firing",severity=~"page|ticket"}');
    const allHeard = () =>
      waitUntil(
        "all agents of the EPCI are heard and their rooms are up",
        async () =>
          (await query(`time() - visio_agent_last_contact_timestamp_seconds{territory!="iles"} < ${waits.manySilent / 2}`)).length >= cut &&
          (await countUp()) === cut,
        patienceMs,
      );
    const paged = () => waitUntil("somebody is paged", () => line.webhook.pages().length > 0, patienceMs);
    /** Prometheus has looked at its rules, and Alertmanager at its groups, some more times. */
    const aWhile = (beats = 5) => {
      const known = line.webhook.heartbeats();
      return waitUntil("the heartbeat goes on", () => line.webhook.heartbeats() >= known + beats, patienceMs);
    };
    const namesIn = (told: ReturnType<PagerLine["webhook"]["pages"]>) =>
      told.map(({ alerts }) => alerts.filter(({ status }) => status === "firing").map(({ labels }) => labels["alertname"]));

    it("is one page when the link of forty sites dies, whoever starts anew meanwhile, one end, and nothing is lost", async () => {
      line.link.become("cut");
      await paged();
      await line.restartCollector();
      await line.restartPrometheus();
      await line.prometheus().queryUntil('ALERTS{alertname="VisioTerritoryCut",alertstate="firing"}');
      await line.prometheus().queryUntil('ALERTS{alertname="VisioAgentSilent",alertstate="firing"}', cut);
      await aWhile();

      expect(namesIn(line.webhook.pages())).toEqual([["VisioTerritoryCut"]]);
      expect(line.webhook.pages()[0]?.alerts[0]?.labels).toMatchObject({ territory: "morlaix", owner: "network_provider" });
      expect(line.webhook.ends()).toEqual([]);
      line.link.become("open");
      await waitUntil("the end is told", () => line.webhook.ends().length > 0, patienceMs);
      await allHeard();
      await aWhile();
      expect(namesIn(line.webhook.pages())).toEqual([["VisioTerritoryCut"]]);
      expect(line.webhook.ends()).toHaveLength(1);
      await waitUntil("what was seen meanwhile has arrived", () => mairies.every(({ id }) => isAllKept(line, id)), patienceMs);
      expect(mairies.map(({ id }) => outboxCounters({ outboxFolder: line.outboxFolder(id) }).lost)).toEqual(mairies.map(() => 0));
    });

    it("is nobody when the collector and Prometheus start anew and all is well", async () => {
      await line.restartCollector();
      await line.restartPrometheus();
      await allHeard();
      await waitUntil("silence would count again", async () => (await query(settled)).length > 0, patienceMs);
      await aWhile();

      expect([line.webhook.pages(), line.webhook.ends(), line.webhook.list()]).toEqual([[], [], []]);
    });

    it("is one line of the morning list, and no page, when InfluxDB stops; what it missed is in it afterwards", async () => {
      const from = Date.now();
      await influxdb.stop();
      await waitUntil("the morning list is told", () => line.webhook.list().length > 0, patienceMs);
      await aWhile();

      expect(namesIn(line.webhook.list())).toEqual([["VisioInfluxStuck"]]);
      expect(line.webhook.pages()).toEqual([]);
      const to = Date.now();
      await influxdb.start();
      const kept = rowsOf(line.place.ledgerFile, readingsOf("room-mairie-1", from, to)).length;
      const within = `WHERE endpoint = 'room-mairie-1' AND time >= ${from}ms AND time <= ${to}ms`;
      const written = `SELECT COUNT(snmp_uptime_seconds) AS count FROM endpoint_reading ${within}`;
      expect(kept).toBeGreaterThan(0);
      await waitUntil(
        "InfluxDB has caught up",
        async () => Number((await influxdb.query(written, "vigie"))[0]?.["count"]) === kept,
        patienceMs,
      );
      expect(line.webhook.pages()).toEqual([]);
    });

    it("is nobody when an agent brings a month in which its room was silent for two days, and all of it is kept", async () => {
      fillMonth(line.outboxFolder(away));
      await line.startAgent(away);
      const inLedger = `SELECT count(*) AS count FROM observation WHERE endpoint = 'room-${away}' AND observed_at_ms < ${monthEnds}`;
      await waitUntil("the month has arrived", () => Number(rowsOf(line.place.ledgerFile, inLedger)[0]?.["count"]) === polls, patienceMs);
      await waitUntil(
        "it has been concluded from",
        async () => (await query('visio_follower_lag_entries{follower="states"} == 0')).length > 0,
      );
      await waitUntil("the room is up", async () => (await query(`visio_endpoint_up{endpoint="room-${away}"} == 1`)).length > 0);
      await aWhile();

      const silence = `SELECT from_s, to_s FROM state_interval WHERE endpoint = 'room-${away}' AND state = 'down'`;
      expect(rowsOf(line.place.ledgerFile, silence).map(({ from_s, to_s }) => [Number(from_s), Number(to_s)])).toEqual([
        [secondOf(outage.from), secondOf(outage.to)],
      ]);
      expect([line.webhook.pages(), line.webhook.list()]).toEqual([[], []]);
      expect(outboxCounters({ outboxFolder: line.outboxFolder(away) }).lost).toBe(0);
    });
  },
);

const settled = `time() - visio_collector_start_timestamp_seconds > ${waits.collectorStart}`;

/** One run of numbers from the first that the outbox ever gave, with no gap, and next to nothing waits. */
function isAllKept(line: PagerLine, site: string): boolean {
  const { waiting } = outboxCounters({ outboxFolder: line.outboxFolder(site) });
  const runs = rowsOf(line.place.ledgerFile, `SELECT first_sequence FROM kept_sequences WHERE agent = 'agent-${site}'`);
  return waiting <= 2 && runs.length === 1 && Number(runs[0]?.["first_sequence"]) === 1;
}

const readingsOf = (endpoint: string, from: number, to: number) =>
  `SELECT entry FROM observation WHERE endpoint = '${endpoint}' AND observed_at_ms BETWEEN ${from} AND ${to} AND numbers IS NOT NULL`;

const monthEnds = Math.floor(Date.now() / 60_000) * 60_000 - 30 * 60_000;
const monthBegins = monthEnds - polls * 60_000;
const bootedAt = monthBegins - 3_600_000;
const secondOf = (poll: number): number => monthBegins / 1000 + poll * 60;

/** What the agent kept of polls each minute, before its machine was started again. */
function fillMonth(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clock = { nowMs: () => monthEnds, monotonicMs: () => monthEnds - bootedAt, boot: "00000b07" };
  const complain = (facts: unknown) => {
    throw new Error(`the outbox complained: ${JSON.stringify(facts)}`);
  };
  const outbox = openOutbox({
    file: join(folder, "outbox.db"),
    clock,
    log: { info: () => {}, warn: complain, error: complain },
    maxBytes: 2e9,
    maxDays: 30,
  });
  const all = Array.from({ length: polls }, (_, index) => pollOf(index));
  for (let index = 0; index < polls; index += 1_000) outbox.append(all.slice(index, index + 1_000));
  outbox.close();
}

function pollOf(index: number): Observation {
  const isSilent = index >= outage.from && index < outage.to;
  return {
    endpoint: `room-${away}`,
    question: "state",
    observedAt: monthBegins + index * 60_000,
    clockMs: bootedAt,
    elapsedMs: 20,
    intervalS: 60,
    channels: { snmp: isSilent ? "silent" : "answered" },
    readings: isSilent ? [] : [{ kind: "snmp_uptime_seconds", value: 3_600 + index * 60 }],
    calls: [],
  };
}
