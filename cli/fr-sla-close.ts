import type { AwaitedAgent, Unconcluded } from "../collector/accounts/awaited.ts";
import type { Difference } from "../collector/accounts/closed-quarter.ts";
import type { Closing } from "../collector/ledger/closings.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import { count } from "./fr.ts";
import { writerFr } from "./fr-desk.ts";
import { minuteFr } from "./fr-moments.ts";
import { hoursFr, percentFr } from "./fr-sla-lengths.ts";
import { lostFr } from "./fr-sla-states.ts";
import { type Column, textTable } from "./text-table.ts";

const revisionFr = (revision: number): string => (revision === 0 ? "clôture" : `révision ${revision}`);

export const closeFr = {
  written: ({ quarter, revision, horizon, sha256 }: Closing) =>
    `Trimestre ${quarter}, ${revisionFr(revision)} écrite ; données arrêtées au ${minuteFr(horizon)}.\nEmpreinte SHA-256 des chiffres : ${sha256}\n`,
  alreadyClosed: ({ quarter, at, by }: Closing) =>
    `Le trimestre ${quarter} est déjà clos, le ${minuteFr(at)} par ${writerFr(by)}. Si le registre a changé depuis : vigie sla restate.\nRien n'a été écrit.\n`,
  notClosed: (quarter: string) => `Le trimestre ${quarter} n'est pas clos : vigie sla close --quarter ${quarter}\nRien n'a été écrit.\n`,
  nothingChanged: ({ quarter, revision }: Closing) =>
    `Rien n'a changé depuis la ${revisionFr(revision)} du trimestre ${quarter} : il n'y a rien à réviser.\nRien n'a été écrit.\n`,
  revisionWrong: (text: string) => `Révision illisible : ${text} (attendu : 0 pour la clôture, 1, 2… avec --quarter)`,
  revisionUnknown: (quarter: string, revision: string) =>
    `Le trimestre ${quarter} n'a pas de révision ${revision} (vigie sla revisions --quarter ${quarter})`,
  notCounted: (id: string, quarter: string) => `L'équipement ${id} n'est pas dans les chiffres clos du trimestre ${quarter}.\n`,
  notConcluded: (quarter: string, { count: number, isAtLeast }: Unconcluded) =>
    `Les états du trimestre ${quarter} ne sont pas encore tous conclus : ${isAtLeast ? "au moins " : ""}${count(number, "relevé ou événement reçu n'est pas pris en compte", "relevés ou événements reçus ne sont pas pris en compte")}.\nLaisser le collecteur en marche, puis recommencer.\nRien n'a été écrit.\n`,
  awaited: (quarter: string, agents: readonly AwaitedAgent[]) =>
    `Attention : des relevés du trimestre ${quarter} peuvent encore arriver ; ils ne changeront les chiffres clos que par une révision.\n${agentsAwaitedFr(agents)}`,
} as const;

const agentsShown = 8;

function agentsAwaitedFr(agents: readonly AwaitedAgent[]): string {
  const lines = agents.slice(0, agentsShown).map(({ agent, lastContactAt, oldestWaitingAt }) => {
    const why = oldestWaitingAt === null ? "" : ` ; gardait alors des relevés depuis le ${minuteFr(Math.floor(oldestWaitingAt / 1000))}`;
    return `  ${agent} : dernier contact le ${minuteFr(Math.floor(lastContactAt / 1000))}${why}\n`;
  });
  const more = agents.length - agentsShown;
  return `${lines.join("")}${more > 0 ? `  … et ${count(more, "autre agent", "autres agents")} (vigie agents list)\n` : ""}`;
}

const revisionColumns: readonly Column[] = [
  { title: "TRIMESTRE" },
  { title: "RÉVISION" },
  { title: "LE" },
  { title: "PAR", cut: "end" },
  { title: "DONNÉES AU" },
  { title: "EMPREINTE", leftOut: 1 },
  { title: "MOTIF", cut: "end" },
];

export function revisionsFr(closings: readonly Closing[], columns: number | undefined): string {
  if (closings.length === 0) return "Aucun trimestre n'a été clos.\n";
  const rows = closings.map(({ quarter, revision, at, by, horizon, sha256, reason }) => [
    quarter,
    revisionFr(revision),
    minuteFr(at),
    writerFr(by),
    minuteFr(horizon),
    `${sha256.slice(0, 12)}…`,
    reason ?? "",
  ]);
  return `${textTable(revisionColumns, rows, columns).join("\n")}\n`;
}

const differenceColumns: readonly Column[] = [
  { title: "ÉQUIPEMENT", cut: "end" },
  { title: "AVANT", isNumber: true },
  { title: "APRÈS", isNumber: true },
  { title: "EN PANNE AVANT", isNumber: true },
  { title: "APRÈS", isNumber: true },
  { title: "INTERVALLES" },
];

const intervalsShown = 10;

/** Each endpoint with its rate before and after, then the intervals themselves. */
export function differencesFr(differences: readonly Difference[], columns: number | undefined): string {
  const rows = differences.map(({ endpoint, before, after, gone, come }) => [
    endpoint,
    before === null ? "" : percentFr(figuresOf(before.account).service),
    after === null ? "" : percentFr(figuresOf(after.account).service),
    before === null ? "" : hoursFr(before.account.down + before.account.site),
    after === null ? "" : hoursFr(after.account.down + after.account.site),
    `${count(gone.length, "retiré")}, ${count(come.length, "ajouté")}`,
  ]);
  const title = `Écarts : ${count(differences.length, "équipement")}`;
  const intervals = differences.flatMap(({ endpoint, gone, come }) => {
    const lines = [...gone.map((one) => `  − ${lostFr(one)}`), ...come.map((one) => `  + ${lostFr(one)}`)];
    const more = lines.length - intervalsShown;
    return lines.length === 0
      ? []
      : [endpoint, ...lines.slice(0, intervalsShown), ...(more > 0 ? [`  … et ${count(more, "autre")} (--json)`] : [])];
  });
  return `${["", title, ...textTable(differenceColumns, rows, columns), ...(intervals.length === 0 ? [] : ["", ...intervals])].join("\n")}\n`;
}
