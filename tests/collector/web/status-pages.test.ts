import fastify, { type FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import { stateCauses } from "../../../collector/sla/state-interval.ts";
import type { Overview } from "../../../collector/web/overview.ts";
import { notFoundPage, type StatusPagesOptions, statusPages } from "../../../collector/web/status-pages.ts";
import { detail } from "./detail-fixture.ts";
import { agent, endpoint, fixedNow, fleet, overview, site, territory } from "./fleet-fixture.ts";

async function pagesOf(current: Overview, options: Partial<StatusPagesOptions> = {}): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(
    statusPages({
      overview: () => Promise.resolve(current),
      endpointDetail: () => Promise.resolve(detail()),
      now: () => fixedNow,
      ...options,
    }),
  );
  return app;
}

describe("the pages", () => {
  it("print a hostile name as words, wherever it comes from", async () => {
    const bad = `<script>alert("1")</script><img src=x onerror='a'>`;
    const hostile = overview({
      territories: [
        territory({
          name: bad,
          sites: [
            site({
              name: bad,
              commune: bad,
              openingHours: bad,
              agent: agent({ version: bad, condition: "late" }),
              endpoints: [endpoint({ name: bad, model: bad, firmware: bad, state: "down", cause: "silent_confirmed" })],
            }),
          ],
        }),
      ],
      influx: { isConfigured: true, lagEntries: 1, lastSuccessAt: null, setAside: 1, lastError: bad },
    });
    const readings = [{ kind: bad, instance: bad, value: bad, observedAt: fixedNow, intervalS: 60 }];
    const app = await pagesOf(hostile, { endpointDetail: () => Promise.resolve({ ...detail(), readings }) });

    for (const address of ["/", "/fragments/overview", "/endpoints/salle", `/?q=${encodeURIComponent(bad)}`]) {
      const { body } = await app.inject(address);
      expect(body).toContain("&lt;script&gt;");
      expect(body).not.toContain("<script>");
      expect(body).not.toContain("<img");
    }
  });

  it("hold no script, style or address that is not this server's", async () => {
    const app = await pagesOf(fleet(14));
    for (const address of ["/", "/endpoints/codec-2-1"]) {
      const { body } = await app.inject(address);
      expect(body).not.toMatch(
        /<style|style=|<script(?! type="module" src="\/assets\/)|\son[a-z]+=|javascript:|(?:src|href)="(?:https?:)?\/\//,
      );
      expect(body).toContain('<meta name="robots" content="noindex">');
    }
  });

  it("say that a demonstration is one, and nothing of the kind otherwise", async () => {
    expect((await (await pagesOf(overview())).inject("/")).body).toContain("Démonstration\u00a0: sites fictifs");
    expect((await (await pagesOf(overview({ isDemonstration: false }))).inject("/")).body).not.toContain("Démonstration");
  });

  it("fill the fragment with exactly what the page holds", async () => {
    const app = await pagesOf(fleet(14));
    for (const [address, fragment] of [
      ["/?etat=down", "/fragments/overview?etat=down"],
      ["/endpoints/codec-2-1", "/fragments/endpoints/codec-2-1"],
    ] as const) {
      const [page, part] = [await app.inject(address), await app.inject(fragment)];
      expect(page.body).toContain(part.body);
      expect(page.body).toContain(`data-fragment="${fragment.replace("&", "&amp;")}"`);
    }
  });

  it("answer in French, with the right code, for an endpoint that is not there and for an overview that fails", async () => {
    const missing = await (await pagesOf(overview())).inject("/endpoints/rien");
    expect(missing.statusCode).toBe(404);
    expect(missing.body).toContain("Page introuvable");
    expect(notFoundPage()).toContain("Page introuvable");
    const failing = await pagesOf(overview(), { overview: () => Promise.reject(new Error("the disk is gone")) });
    const failed = await failing.inject("/");
    expect(failed.statusCode).toBe(500);
    expect(failed.body).toContain("Page momentanément indisponible");
    expect(failed.body).not.toContain("the disk is gone");
  });

  it("let a file be kept for a year under the address that names its content, and checked under any other", async () => {
    const app = await pagesOf(overview());
    const href = /href="(\/assets\/status\.css\?v=[0-9a-f]+)"/.exec((await app.inject("/")).body)?.[1] ?? "";
    const named = await app.inject(href);
    expect(named.statusCode).toBe(200);
    expect(named.headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(named.headers["cache-control"]).toContain("immutable");
    const plain = await app.inject("/assets/status.css");
    expect(plain.headers["cache-control"]).toBe("no-cache");
    const again = await app.inject({ url: "/assets/status.css", headers: { "if-none-match": String(plain.headers["etag"]) } });
    expect(again.statusCode).toBe(304);
    expect((await app.inject("/assets/favicon.svg")).headers["content-type"]).toBe("image/svg+xml");
  });
});

describe("the page of one endpoint", () => {
  it.each(stateCauses)("says the cause %s in a sentence", async (cause) => {
    const app = await pagesOf(overview({ territories: [territory({ sites: [site({ endpoints: [endpoint({ cause })] })] })] }));
    expect((await app.inject("/endpoints/salle")).body).toMatch(/<p class="lead">\p{Lu}[^<]+\.<\/p>/u);
  });

  it("draws the last day and says the same in words", async () => {
    const { body } = await (await pagesOf(fleet(14))).inject("/endpoints/codec-2-1");
    const drawn = [...body.matchAll(/<rect class="part-(\w+)"[^>]* width="([\d.]+)%" height="100%"/g)].map(([, state, width]) => [
      state,
      Number(width),
    ]);
    expect(drawn.map(([state]) => state)).toEqual(["up", "degraded", "up", "unknown", "site", "up", "down"]);
    expect(drawn.reduce((sum, [, width]) => sum + Number(width), 0)).toBeCloseTo(100, 1);
    expect(body.replace(/\u00a0/g, " ")).toContain(
      "disponible 16 h 18, dégradé 1 h 30, indisponible – équipement 3 h 12, indisponible – site/réseau 1 h 30, inconnu 1 h 30.",
    );
  });

  it("shows readings in French, and as they came where the word is new", async () => {
    const readings = [
      { kind: "sip_registration", instance: null, value: "failed", observedAt: fixedNow, intervalS: 60 },
      { kind: "network_speed_bits_per_second", instance: "1", value: 1e9, observedAt: fixedNow, intervalS: 60 },
      { kind: "kind_of_tomorrow", instance: null, value: "mot", observedAt: fixedNow, intervalS: 60 },
    ];
    const app = await pagesOf(overview(), { endpointDetail: () => Promise.resolve({ ...detail(), readings }) });
    const { body } = await app.inject("/endpoints/salle");
    for (const words of ["Enregistrement SIP", "en échec", "Débit du port réseau n°\u00a01", "1\u00a0Gbit/s", "kind_of_tomorrow"])
      expect(body).toContain(words);
  });

  it("still says the state when nothing more is known", async () => {
    const app = await pagesOf(overview(), { endpointDetail: () => Promise.resolve(null) });
    const { statusCode, body } = await app.inject("/endpoints/salle");
    expect(statusCode).toBe(200);
    expect(body).toContain("Aucune mesure pour l’instant.");
    expect(body.replace(/\u00a0/g, " ")).toContain("inconnu 1 j.");
  });
});
