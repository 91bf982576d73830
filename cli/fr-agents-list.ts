import type { RightToSpeak } from "../collector/directory/right-to-speak.ts";
import type { ReplacedUse } from "../collector/fleet/replaced-uses.ts";
import { refusedReleaseFr } from "../collector/web/fr-refused-release.ts";
import type { AgentHealth } from "../contract/envelope.ts";
import type { PlanState } from "../contract/plan.ts";
import { count } from "./fr.ts";
import { dateFr, dayFr, sinceFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

/** One agent of the inventory, as `vigie agents list` shows it. null: not known. */
export interface ListedAgent {
  readonly agent: string;
  readonly site: string | null;
  readonly siteName: string;
  /** null: the inventory cannot be read. */
  readonly isInInventory: boolean | null;
  readonly right: RightToSpeak;
  readonly lastContactAt: number | null;
  readonly version: string | null;
  /** A release that failed its trial there. */
  readonly refusedRelease: NonNullable<AgentHealth["refusedRelease"]> | null;
  readonly clockOffsetMs: number | null;
  readonly waiting: number | null;
  readonly lost: number | null;
  /** Observations whose sequence somebody else had used, since the agent started. */
  readonly renumbered: number | null;
  /** That a credential was shown which another had replaced. */
  readonly replacedUse: ReplacedUse | null;
  readonly plan: NonNullable<AgentHealth["plan"]> | null;
}

export const listPlaceFr = {
  outOfInventory: "(hors inventaire)",
  ifStolen:
    "Une copie de son disque circule peut-être, ou il a été remis d'une sauvegarde. Dans le doute : vigie agents revoke AGENT, puis vigie agents add.",
  howToRetry: "La version précédente surveille le site. Sur place : journalctl -u vigie-agent, puis vigie-agent-release retry.",
} as const;

interface ListFacts {
  readonly nowMs: number;
  readonly columns: number | undefined;
  readonly hasLedger: boolean;
}

const listColumns: readonly Column[] = [
  { title: "AGENT" },
  { title: "SITE", cut: "end", leftOut: 5 },
  { title: "ADMIS PAR", cut: "end", leftOut: 1 },
  { title: "DERNIER CONTACT" },
  { title: "VERSION", leftOut: 3 },
  { title: "HORLOGE", isNumber: true, leftOut: 4 },
  { title: "EN ATTENTE", isNumber: true, leftOut: 2 },
  { title: "PERDUS", isNumber: true },
  { title: "PLAN", cut: "end" },
];

export function listFr(agents: readonly ListedAgent[], { nowMs, columns, hasLedger }: ListFacts): string {
  const rows = agents.map((one) => [
    one.agent,
    one.siteName,
    rightFr(one.right),
    one.lastContactAt === null ? "jamais" : `il y a ${sinceFr(nowMs - one.lastContactAt)}`,
    one.version ?? "",
    one.clockOffsetMs === null ? "" : offsetFr(one.clockOffsetMs),
    one.waiting === null ? "" : String(one.waiting),
    one.lost === null ? "" : String(one.lost),
    one.plan === null ? "" : planFr(one.plan),
  ]);
  const unheard = agents.filter(({ lastContactAt }) => lastContactAt === null).length;
  const refused = agents.flatMap(({ agent, refusedRelease }) =>
    refusedRelease === null ? [] : [`${agent} : ${refusedReleaseFr(refusedRelease)}`],
  );
  const copied = agents.flatMap(copiesFr);
  const lines = [
    ...textTable(listColumns, rows, columns),
    "",
    ...(copied.length === 0 ? [] : [...copied, listPlaceFr.ifStolen, ""]),
    ...(refused.length === 0 ? [] : [...refused, listPlaceFr.howToRetry, ""]),
    `${count(agents.length, "agent")}${unheard === 0 ? "" : `, dont ${unheard} jamais ${unheard < 2 ? "entendu" : "entendus"}`}.`,
    ...(hasLedger ? [] : ["Le registre du collecteur n'est pas encore là : rien n'est connu des contacts."]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What speaks of a second holder of an agent's credential. */
function copiesFr({ agent, replacedUse, renumbered }: ListedAgent): string[] {
  const shown = (use: ReplacedUse): string =>
    `${agent} : un certificat ou jeton déjà remplacé a été présenté ${count(use.count, "fois", "fois")} depuis le ${dayFr(use.firstAt)}, la dernière fois le ${dayFr(use.lastAt)} depuis ${use.origin}`;
  const taken = (observations: number): string =>
    `${agent} : quelqu'un d'autre a écrit en son nom, ${count(observations, "relevé a changé", "relevés ont changé")} de numéro`;
  return [...(replacedUse === null ? [] : [shown(replacedUse)]), ...(renumbered === null || renumbered === 0 ? [] : [taken(renumbered)])];
}

function rightFr(right: RightToSpeak): string {
  switch (right.kind) {
    case "certificate":
    case "token": {
      const until = right.expiresAt === null ? "" : ` (${dateFr(right.expiresAt)})`;
      return `${right.kind === "certificate" ? "certificat" : "jeton"}${until}${right.rotationAskedAt === null ? "" : ", changement demandé"}`;
    }
    case "inventory_token":
      return `jeton de l'inventaire${right.codeExpiresAt === null ? "" : ", code donné"}`;
    case "code":
      return `code donné, jusqu'au ${dayFr(right.codeExpiresAt).slice(0, -3)}`;
    case "revoked":
      return right.endedAt === null ? "rien : révoqué" : `rien : révoqué le ${dateFr(right.endedAt)}`;
    case "expired":
      return right.endedAt === null ? "rien : échu" : `rien : échu le ${dateFr(right.endedAt)}`;
    case "none":
      return "rien : jamais admis";
  }
}

/** « +3 s »: the agent is ahead. Under two seconds the line itself may be the reason. */
function offsetFr(ms: number): string {
  if (Math.abs(ms) < 2_000) return "juste";
  return `${ms > 0 ? "+" : "−"}${sinceFr(Math.abs(ms))}`;
}

const planStatesFr: Readonly<Record<PlanState, string>> = { applied: "appliqué", partial: "appliqué en partie", refused: "refusé" };

const planFr = ({ state, reason }: NonNullable<AgentHealth["plan"]>): string =>
  `${planStatesFr[state]}${reason === undefined ? "" : ` : ${reason}`}`;
