import { afterEach, beforeEach, expect, it } from "vitest";
import { allAccounts } from "../../../collector/accounts/accounts.ts";
import { createLiveAccounts } from "../../../collector/accounts/live-accounts.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { quarterSpan } from "../../../collector/sla/calendar.ts";
import { figuresOf } from "../../../collector/states/figures.ts";
import { presentOf } from "../../../collector/states/present.ts";
import { at, calendarOf, networkOf, siteOf } from "../accounts/small-network.ts";
import { t0 } from "../ledger/small-ledger.ts";
import { ledgerAfter, poll, polls, site, watchedBy } from "./watched-site.ts";

const directory = networkOf([siteOf("mairie", { calendar: calendarOf("24/7") })], [{ id: "codec-a", name: "Salle", site: "mairie" }]);
const basis = { directory, maintenance: [] };
const period = quarterSpan("2026-T4", "Europe/Paris") ?? { from: 0, to: 0 };
/** The poll at 600 s is by a clock that is 59 s ahead of this. */
const now = t0 / 1000 + 541;
let ledger: Ledger;

beforeEach(async () => {
  ledger = await ledgerAfter([...polls(0, 120), ...polls(180, 540, "silent"), poll(600)], watchedBy(site));
});

afterEach(() => ledger.close());

it("a poll 59 s ahead of now says nothing of now: what was known before goes on", async () => {
  const { endpoints } = await figuresOf(ledger, basis, now * 1000);
  const [present] = await presentOf(ledger, directory, endpoints, now * 1000);

  expect([present?.state, present?.since, present?.lastProofAt]).toEqual(["down", t0 + 180_000, now * 1000]);
});

it("no figure counts a second after now", async () => {
  const { endpoints, pools } = await figuresOf(ledger, basis, now * 1000);
  const [account] = await allAccounts(ledger, { ...basis, period, until: now });
  const { up = 0, degraded = 0, down = 0, site: ofSite = 0, unknown = 0, maintenance = 0 } = account?.account ?? {};
  const knownS = (endpoints.get("codec-a")?.today.coverage ?? 0) * (now - at("2026-10-01T00:00"));

  expect([up, down]).toEqual([180, 361]);
  expect(up + degraded + down + ofSite + unknown + maintenance).toBe(now - period.from);
  expect(account?.incidents.map(({ to }) => to <= now)).toEqual([true]);
  expect(Math.round(knownS)).toBe(541);
  expect(pools.network.account.up).toBe(180);
});

it("nor do figures that go on from those of a moment ago", async () => {
  let nowS = now;
  const declarations = { maintenanceEntries: () => Promise.resolve([]) };
  const live = createLiveAccounts({ ledger, declarations, directory, now: () => nowS * 1000 });
  await live.current();
  nowS += 30;
  const advanced = (await live.current()).get("codec-a")?.account;

  expect([advanced?.up, advanced?.down]).toEqual([180, 391]);
});
