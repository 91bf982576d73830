import { canonicalJson, closedFigures } from "../collector/accounts/closed-quarter.ts";
import type { EndpointFigures, PeriodFigures, PlaceFigures } from "../collector/accounts/period-figures.ts";
import type { Directory } from "../collector/directory/directory.ts";
import type { LastCalls } from "../collector/ledger/port.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import type { Arguments } from "./arguments.ts";
import { csvOf } from "./csv.ts";
import { figuresFr, type ShownFigures, type ShownRow, slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { figuresCsv, figuresJson } from "./sla-figures-files.ts";
import { type AskedPeriod, atLedgerNow, changesIn, figuresNow, periodIn, type SlaOffice } from "./sla-question.ts";
import { closingAsked } from "./sla-revision.ts";

/** `vigie sla figures`: what the ledger says now, or what was closed. */
export function runSlaFigures(found: Arguments, io: Io): Promise<number> {
  const asked = periodIn(found, Date.now());
  return atLedgerNow(found, io, async (office) => {
    const scope = scopeIn(found, office.directory);
    const shown = narrowed(await shownFigures(office, asked, found), scope, office.directory);
    if (found.flags.has("json")) io.stdout(printableJson(figuresJson(shown)));
    else if (found.flags.has("csv")) io.stdout(csvOf(figuresCsv(shown)));
    else io.stdout(figuresFr(shown, io.columns));
    return exitCodes.done;
  });
}

async function shownFigures(office: SlaOffice, asked: AskedPeriod, found: Arguments): Promise<ShownFigures> {
  const { quarter } = asked;
  const now = await figuresNow(office, asked);
  const closing = await closingAsked(office, asked, found);
  const figures = closing === null ? now : closedFigures(closing.figures);
  const isOutdated = closing !== null && canonicalJson(now) !== closing.figures;
  const { from, to } = asked;
  return {
    quarter,
    period: { from, to },
    horizon: closing?.horizon ?? office.ledger.horizon,
    isEnded: to <= office.until,
    closing: closing === null ? null : { ...closing, isOutdated },
    changes: await changesIn(office, asked),
    rows: rowsOf(figures, office.directory, await proofsOf(office)),
  };
}

type Proofs = ReadonlyMap<string, LastCalls & { readonly poll: number | null }>;

/** When each endpoint was last shown to work, and by what. */
export async function proofsOf({ ledger, directory }: Pick<SlaOffice, "ledger" | "directory">): Promise<Proofs> {
  const [standings, calls] = [await ledger.endpointStandings(), await ledger.lastCalls()];
  return new Map(
    directory.endpoints.map(({ id }) => {
      const answered = (standings.get(id) ?? []).flatMap(({ lastAnsweredAt }) => lastAnsweredAt ?? []);
      const poll = answered.length === 0 ? null : Math.max(...answered);
      return [id, { poll, ...(calls.get(id) ?? { call: null, test: null }) }];
    }),
  );
}

function rowsOf({ network, territories, sites, endpoints }: PeriodFigures, directory: Directory, proofs: Proofs): ShownRow[] {
  const place = (level: "territory" | "site") => (figures: PlaceFigures) => {
    const name = directory[level](figures.id)?.name ?? figures.id;
    return { level, id: figures.id, name, figures, target: null, isMet: null, proof: null, site: level === "site" ? figures.id : null };
  };
  const endpoint = (figures: EndpointFigures): ShownRow => ({
    level: "endpoint",
    id: figures.id,
    name: directory.endpoint(figures.id)?.name ?? figures.id,
    figures: { ...figures, endpoints: null },
    target: figures.targetBasisPoints,
    isMet: figures.isMet,
    proof: proofs.get(figures.id) ?? null,
    site: figures.site,
  });
  return [
    { level: "network", id: "network", name: "", figures: network, target: null, isMet: null, proof: null, site: null },
    ...territories.map(place("territory")),
    ...sites.map(place("site")),
    ...endpoints.map(endpoint),
  ];
}

interface ScopeAsked {
  readonly kind: "endpoint" | "site" | "territory";
  readonly id: string;
}

/** @throws WordsWrong where the inventory does not know it */
function scopeIn({ options }: Arguments, directory: Directory): ScopeAsked | null {
  const asked = (["endpoint", "site", "territory"] as const).flatMap((kind) => {
    const id = options.get(kind);
    return id === undefined ? [] : [{ kind, id }];
  });
  const [scope, another] = asked;
  if (scope === undefined) return null;
  if (another !== undefined) throw new WordsWrong(slaQuestionFr.oneScope);
  if (directory[scope.kind](scope.id) === undefined) {
    const known = { endpoint: directory.endpoints, site: directory.sites, territory: directory.territories }[scope.kind];
    throw new WordsWrong(
      slaQuestionFr.unknownScope(
        scope.id,
        nearestWord(
          scope.id,
          known.map(({ id }) => id),
        ),
      ),
    );
  }
  return scope;
}

function narrowed(shown: ShownFigures, scope: ScopeAsked | null, directory: Directory): ShownFigures {
  if (scope === null) return shown;
  if (scope.kind === "endpoint") return { ...shown, rows: shown.rows.filter(({ level, id }) => level === "endpoint" && id === scope.id) };
  const stays = scope.kind === "territory" ? directory.sitesOf(scope.id, shown.period).map(({ site }) => site.id) : [scope.id];
  const own = new Set(stays);
  return {
    ...shown,
    rows: shown.rows.filter(({ level, id, site }) => (level === scope.kind && id === scope.id) || (site !== null && own.has(site))),
  };
}
