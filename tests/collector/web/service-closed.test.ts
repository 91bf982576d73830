import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closedEndpoints } from "../../../collector/accounts/closed-endpoint.ts";
import { canonicalJson, sha256Of } from "../../../collector/accounts/closed-quarter.ts";
import { periodFigures } from "../../../collector/accounts/period-figures.ts";
import type { Declarations } from "../../../collector/ledger/declarations.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteDeclarations } from "../../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { networkTimeZone, quarterSpan } from "../../../collector/sla/calendar.ts";
import { endpointServiceOf } from "../../../collector/web/endpoint-service.ts";
import { renderFormerEndpoint } from "../../../collector/web/render.ts";
import { type ServiceView, serviceView } from "../../../collector/web/service-view.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { at, networkOf, siteOf, tell } from "../accounts/small-network.ts";

const quarter = "2026-T2";
const writer = { who: "unix:martin", origin: "terminal" };
const room = { id: "salle", name: "Salle du conseil", site: "mairie" };
const directory = networkOf([siteOf("mairie")], [room]);
let ledger: Ledger;
let declarations: Declarations;
let now: number;

beforeEach(async () => {
  const file = join(temporaryFolder("service-closed"), "ledger.db");
  now = at("2026-07-05T09:12");
  ledger = await openSqliteLedger({ file });
  declarations = openSqliteDeclarations({ file, now: () => now * 1000 });
  await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-04-14T09:00"], ["down", "2026-04-14T09:00", "2026-04-14T11:00"]);
  await tell(ledger, "salle", ["up", "2026-04-14T11:00", "2026-07-01T00:00"]);
});
afterEach(async () => {
  await declarations.close();
  await ledger.close();
});

async function close(revision: number, reason: string | null, directoryThen = directory): Promise<void> {
  const period = quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
  const figures = canonicalJson(await periodFigures(ledger, { directory: directoryThen, maintenance: [], notes: [], period, until: now }));
  const draft = { quarter, revision, reason, horizon: now - 60, version: "0.1.0", sha256: sha256Of(figures), figures, differences: null };
  await declarations.writeClosing(draft, writer);
}

async function view(): Promise<ServiceView> {
  const closed = closedEndpoints(declarations, ledger);
  const question = { directory, maintenance: [], notes: [], id: "salle", quarter, nowMs: now * 1000, closed, changes: [] };
  const service = await endpointServiceOf(ledger, question);
  if (service === null) throw new Error("no such endpoint");
  return serviceView(service, "/endpoints/salle", null);
}

const plain = (text: string | undefined): string => (text ?? "").replace(/[\u00a0\u202f]/g, " ");

describe("the page of an endpoint in a closed quarter", () => {
  it("says nothing of a closing where there was none", async () => {
    expect((await view()).closed).toBeNull();
  });

  it("says when it was closed and that the ledger agrees", async () => {
    await close(0, null);

    const { closed } = await view();

    expect(plain(closed?.sentence)).toBe("Trimestre clos le 05/07/2026 09:12, données arrêtées au 05/07/2026 09:11.");
    expect(closed).toMatchObject({ isOutdated: false, differences: [] });
  });

  it("shows what was signed for, and each difference to what the ledger says since something came late", async () => {
    await close(0, null);
    await tell(ledger, "salle", ["down", "2026-05-20T08:00", "2026-05-20T18:00"]);

    const { figures, incidentCount, closed, incidents } = await view();

    expect(plain(figures.service)).toBe("99,66 %");
    expect(plain(incidentCount ?? "")).toBe("1 incident");
    expect(incidents.rows.length).toBe(2);
    expect(closed?.isOutdated).toBe(true);
    expect(closed?.differences.map((row) => Object.values(row).map(plain))).toEqual([
      ["Taux de service", "99,66 %", "98,00 %", "–"],
      ["Disponible", "598 h", "588 h", "− 10 h"],
      ["Indisponible – équipement", "2 h", "12 h", "+ 10 h"],
      ["Incidents", "1", "2", "+1"],
      ["Dépassements de la GTR", "0", "1", "+1"],
      ["Dépassements de la GTI", "1", "2", "+1"],
      ["Durée des incidents à l’horloge du contrat", "2 h", "12 h", "+ 10 h"],
    ]);
  });

  it("lists each revision with its reason and its rate, the last first; the last one counts", async () => {
    await close(0, null);
    await tell(ledger, "salle", ["down", "2026-05-20T08:00", "2026-05-20T18:00"]);
    now += 3_600;
    await close(1, "Relevés arrivés après la clôture");

    const { figures, closed } = await view();

    expect(plain(figures.service)).toBe("98,00 %");
    expect(plain(closed?.sentence)).toContain("Trimestre clos, révision 1 du 05/07/2026 10:12");
    expect(closed?.revisions.map(({ name, service, reason }) => [plain(name), plain(service), reason])).toEqual([
      ["Révision 1", "98,00 %", "Relevés arrivés après la clôture"],
      ["Clôture", "99,66 %", "Première clôture"],
    ]);
  });

  it("says it where intervals changed that add up to the same", async () => {
    await close(0, null);
    await tell(ledger, "salle", ["up", "2026-04-14T09:00", "2026-04-14T11:00"]);
    await tell(ledger, "salle", ["down", "2026-04-15T09:00", "2026-04-15T11:00"]);

    const { closed } = await view();

    expect(closed).toMatchObject({ isOutdated: true, differences: [] });
  });

  it("shows what the ledger says of an endpoint that was not counted then", async () => {
    await close(0, null, networkOf([siteOf("mairie")], []));

    const { figures, closed } = await view();

    expect(plain(figures.service)).toBe("99,66 %");
    expect(closed?.verdict).toContain("n’est pas dans les chiffres clos");
  });

  it("names nobody who closed it: anybody may read the page", async () => {
    await close(0, null);
    const service = await view();
    const generatedAt = { text: "", machine: "" };

    const html = renderFormerEndpoint({ name: "Salle", site: "Mairie", generatedAt, sentence: "", service });

    expect(html).toContain("Trimestre clos le");
    expect(html).not.toContain("martin");
  });
});
