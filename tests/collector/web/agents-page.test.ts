import fastify, { type FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { AgentStanding } from "../../../collector/ledger/port.ts";
import { type AgentsPage, agentsPageOf } from "../../../collector/web/agents.ts";
import { agentsView } from "../../../collector/web/agents-view.ts";
import { conditionOf } from "../../../collector/web/overview-of.ts";
import { statusPages } from "../../../collector/web/status-pages.ts";
import { directoryOf, morning, smallSource } from "../metrics/small-source.ts";
import { agentStatus, agentsPage, certificateUntil } from "./agents-fixture.ts";
import { fixedNow, overview } from "./fleet-fixture.ts";

const rightOf = () => ({ kind: "inventory_token", codeExpiresAt: null }) as const;

async function pagesOf(page: AgentsPage): Promise<FastifyInstance> {
  const app = fastify();
  const agents = () => Promise.resolve(page);
  await app.register(statusPages({ overview: () => Promise.resolve(overview()), agents, now: () => fixedNow }));
  return app;
}

const rowOf = (change: Parameters<typeof agentStatus>[1]) =>
  agentsView(agentsPage({ agents: [agentStatus("a", change)] }), fixedNow).rows[0];

describe("the page of agents", () => {
  it("says that an old credential was shown, and that somebody must look at it", () => {
    const { credential } = rowOf({ replacedUsedAt: fixedNow - 3_600_000 })?.cells ?? {};

    expect(credential?.needsAttention).toBe(true);
    expect(credential?.notes.join()).toContain("ancien accès présenté");
  });

  it("shows first who delivers nothing or soon loses something, and last who is well", () => {
    const { rows, verdict } = agentsView(agentsPage(), fixedNow);

    expect(rows.map(({ id }) => id)).toEqual([
      "morlaix",
      "ouessant",
      "taule",
      "le-palais",
      "guipavas",
      "plestin",
      "carantec",
      "gourin",
      "bohars",
      "centre",
    ]);
    expect(verdict).toMatch(/^8.agents à vérifier sur 10$/);
  });

  it("says above all that the newest inventory is refused, where and why: every plan is the former one's", async () => {
    const problem = "inventory.yml:21:47 sites[0].endpoints[0].poll.host : hors des plages déclarées";
    const page = agentsPage({ refusedInventory: { since: fixedNow - 600_000, problems: [problem] } });
    const { body } = await (await pagesOf(page)).inject("/agents");
    const { body: fine } = await (await pagesOf(agentsPage())).inject("/agents");

    expect(body).toMatch(/id="inventaire".*Inventaire.*nouvelle version refusée.*la précédente reste en vigueur.*inventory\.yml:21:47/);
    expect(fine).not.toContain('id="inventaire"');
  });

  it("says so when nothing is to be done, and when there is no agent", () => {
    expect(agentsView(agentsPage({ agents: [agentStatus("a")] }), fixedNow).verdict).toMatch(/^Tous les agents sont à jour/);
    expect(agentsView(agentsPage({ agents: [] }), fixedNow).verdict).toBe("Aucun agent n’est déclaré dans l’inventaire.");
  });

  it("says what was lost and why, what waits and since when, and that a disk refuses", () => {
    const lost = rowOf({ losses: [{ reason: "bytes", count: 1_240 }] })?.cells.lost;
    const waiting = rowOf({ waiting: 96, oldestWaitingAt: fixedNow - 900_000, isInMemory: true })?.cells.waiting;

    expect([lost?.text, ...(lost?.notes ?? [])].join(" | ")).toMatch(/^1.240.relevés \| 1.240 file pleine$/);
    expect([waiting?.text, ...(waiting?.notes ?? [])].join(" | ")).toMatch(/^96.relevés \| le plus ancien.: .*15.min.* \| disque refusé/);
    expect(waiting?.needsAttention).toBe(true);
  });

  it("says that the collector refused what an agent told of itself, and that nothing keeps a second agent away", () => {
    const { lost, waiting } = rowOf({ eventsAside: 2, isUnlocked: true })?.cells ?? {};

    expect([lost?.text, ...(lost?.notes ?? [])].join(" | ")).toMatch(/^aucune \| 2.événements de l’agent non transmis$/);
    expect(waiting?.notes.join()).toMatch(/^dossier non verrouillé.: un second agent/);
    expect([lost?.needsAttention, waiting?.needsAttention]).toEqual([true, true]);
  });

  it.each([
    ["a clock that is an hour ahead", { clockOffsetMs: 3_600_000 }, true],
    ["a clock that is a tenth of a second behind", { clockOffsetMs: -100 }, false],
    ["a certificate that ends in a week", { right: certificateUntil(fixedNow + 7 * 86_400_000) }, true],
    ["a certificate that has ended", { right: certificateUntil(fixedNow - 1) }, true],
    ["a plan refused", { plan: { state: "refused", reason: "hors des plages", faults: ["address"] } as const }, true],
    ["codecs that are silent, which is no fault of the agent", { polls: { count: 10, timeouts: 9, longestMs: 9, late: 0 } }, false],
    ["observations that have waited for a minute", { waiting: 10, oldestWaitingAt: fixedNow - 60_000 }, false],
    ["observations that have waited for a quarter of an hour", { waiting: 10, oldestWaitingAt: fixedNow - 900_000 }, true],
  ])("judges %s", (_what, change, needsAttention) => {
    expect(rowOf(change)?.needsAttention).toBe(needsAttention);
  });

  it.each([
    ["an agent that was revoked", { kind: "revoked", endedAt: fixedNow - 86_400_000 }, "révoqué", true],
    ["an agent that was away for a year", { kind: "expired", endedAt: fixedNow - 86_400_000 }, "échu", true],
    ["an agent whose token the inventory names", { kind: "inventory_token", codeExpiresAt: null }, "sans échéance", false],
    ["an agent that waits to be admitted, without a word on codes", { kind: "code", codeExpiresAt: fixedNow }, "pas encore admis", false],
  ] as const)("says by what %s may speak", (_what, right, text, needsAttention) => {
    expect(rowOf({ right })?.cells.credential).toMatchObject({ text, needsAttention });
  });

  it("shows an agent whose new release was refused, which one and why", () => {
    const { version } = rowOf({ refusedRelease: { release: "0.2.0-0a1b2c3d", reason: "timeout" } })?.cells ?? {};

    expect(version).toMatchObject({ text: "0.1.0", needsAttention: true });
    expect(version?.notes.at(-1)).toMatch(/^version 0\.2\.0-0a1b2c3d refusée.: elle n’a pas été prête à temps$/);
  });

  it("does not call late who has just been admitted, nor who polls every five minutes as the inventory says", () => {
    const [agent] = directoryOf([]).agents;
    if (agent === undefined) throw new Error("no agent");
    const paces = { stateSeconds: 300, statusSeconds: 300, historySeconds: 600, inventoryAt: "03:30" };
    const slow = { ...agent, polling: { paces, witnesses: null, channels: null, secrets: "shared" } } as const;
    const standing = (newestObservedAt: number | null): AgentStanding => ({
      agent: agent.id,
      lastContactAt: morning,
      clockOffsetMs: 0,
      newestObservedAt,
      health: null,
    });

    expect(conditionOf(standing(null), agent, morning)).toBe("nothing_yet");
    expect(rowOf({ condition: "nothing_yet" })?.conditionWord).toBe("sans relevé");
    expect([agent, slow].map((one) => conditionOf(standing(morning - 600_000), one, morning))).toEqual(["late", "current"]);
    expect(conditionOf(standing(morning - 901_000), slow, morning)).toBe("late");
  });

  it("is what the ledger and the inventory say of each agent, those never heard included", async () => {
    const directory = directoryOf([]);
    const standings = await smallSource().agents();
    const losses = await smallSource().losses();
    const page = agentsPageOf({
      now: morning,
      isDemonstration: false,
      directory,
      standings,
      losses,
      rightOf,
      replacedUses: new Map(),
      refusedInventory: null,
    });

    expect(page.agents.map(({ id, condition }) => [id, condition])).toEqual([
      ["agent-ouessant", "current"],
      ["agent-never-heard", "never_seen"],
    ]);
    expect(page.agents[0]).toMatchObject({
      site: { id: "ouessant-mairie", territory: "ouessant" },
      waiting: 12,
      oldestWaitingAt: morning - 90_000,
      isInMemory: true,
      losses: [
        { reason: "bytes", count: 70 },
        { reason: "damaged", count: 3 },
      ],
      plan: { state: "partial", reason: "codec-9: no such secret", faults: [] },
      polls: { count: 1_000, timeouts: 40, longestMs: 6_100, late: 4 },
    });
    const silent = new Map<string, AgentStanding>([...standings].map(([id, one]) => [id, { ...one, lastContactAt: morning - 400_000 }]));
    expect(
      agentsPageOf({
        now: morning,
        isDemonstration: false,
        directory,
        standings: silent,
        losses,
        rightOf,
        replacedUses: new Map(),
        refusedInventory: null,
      }).agents[0]?.condition,
    ).toBe("silent");
  });

  it("prints hostile words of an agent as words, and fills its fragment with what the page holds", async () => {
    const bad = `<script>alert("1")</script>`;
    const app = await pagesOf(
      agentsPage({ agents: [agentStatus("a", { version: bad, plan: { state: "refused", reason: bad, faults: [] } })] }),
    );
    const [page, part] = [await app.inject("/agents"), await app.inject("/fragments/agents")];

    expect(page.body).toContain(part.body);
    expect(page.body).toContain("&lt;script&gt;");
    expect(page.body).not.toContain("<script>");
  });

  it("is reached from the overview", async () => {
    expect((await (await pagesOf(agentsPage())).inject("/")).body).toContain('href="/agents"');
  });
});
