import { figuresOf } from "../../sla/figures.ts";
import { barChart } from "../forms/bar-chart.ts";
import type { Block, Section } from "../forms/document.ts";
import { quartersBefore } from "../model/compare.ts";
import type { Comparison } from "../model/model.ts";
import { heading, paragraph, tableOf } from "./blocks.ts";
import {
  comparedCaption,
  comparedHead,
  comparedRows,
  comparedSentences,
  figuresCaption,
  keyFigureRows,
  monthsCaption,
  notCompared,
  evolutionWords as words,
} from "./fr-evolution.ts";
import { monthName, share } from "./fr-quantities.ts";
import type { Told } from "./told.ts";

/** The quarter, its months, and both quarters it is compared with. */
export function evolution(told: Told): Section {
  const { model } = told;
  const names = quartersBefore(model.quarter);
  const figures = tableOf(figuresCaption(model.quarter), words.figuresHead, [1], keyFigureRows(model));
  const compared: Block[] = model.isDraft
    ? [paragraph(words.draft)]
    : [
        heading(words.previous),
        ...comparedBlocks(told, model.previous, names.previous),
        heading(words.yearBefore),
        ...comparedBlocks(told, model.yearBefore, names.yearBefore),
      ];
  return {
    title: words.title,
    isOnNewPage: true,
    blocks: [{ kind: "table", table: figures }, ...compared, heading(words.months), monthsPicture(told)],
  };
}

function comparedBlocks(told: Told, comparison: Comparison | null, quarter: string): Block[] {
  const why = notCompared(comparison, quarter);
  if (why !== null || comparison === null) return [paragraph(why ?? "")];
  const now = told.model.quarter;
  const table = tableOf(comparedCaption(quarter, now), comparedHead(quarter, now), [1, 2, 3], comparedRows(comparison));
  return [paragraph(comparedSentences(told, comparison).join(" ")), { kind: "table", table }];
}

function monthsPicture({ model }: Told): Block {
  const { months } = model.network;
  const rows = months.map(({ month, account, incidents, uses }) => {
    const { service, coverage } = figuresOf(account);
    return [monthName(month), share(service), share(coverage), String(incidents), String(uses)];
  });
  const bars = months.map(({ month, uses }) => ({ label: monthName(month), value: uses, shown: String(uses) }));
  return {
    kind: "picture",
    picture: {
      svg: barChart({ bars, from: 0, to: Math.max(1, ...months.map(({ uses }) => uses)), target: null }),
      alternative: `${words.usesByMonth} : ${bars.map(({ label, shown }) => `${label} ${shown}`).join(", ")}`,
      caption: words.usesByMonth,
      table: tableOf(monthsCaption(model.quarter), words.monthsHead, [1, 2, 3, 4], rows),
    },
  };
}
