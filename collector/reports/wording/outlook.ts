import type { Block, Section } from "../forms/document.ts";
import { paragraph, tableOf } from "./blocks.ts";
import {
  coverageCaption,
  coverageRow,
  coverageSentence,
  evidenceSentences,
  isLittleObserved,
  planCaption,
  planRow,
  restartsCaption,
  restartsRow,
  trendSentence,
  outlookWords as words,
} from "./fr-outlook.ts";
import type { Told } from "./told.ts";

const mostShown = 10;

export function trends(told: Told): Section {
  const { quarter, endpoints } = told.model;
  const troubled = ({ service: { restarts, microOutages } }: (typeof endpoints)[number]): number => restarts + microOutages;
  const restless = endpoints.filter((one) => troubled(one) > 0).toSorted((left, right) => troubled(right) - troubled(left));
  const rows = restless.slice(0, mostShown).map((one) => restartsRow(told, one));
  const found: Block[] =
    rows.length === 0
      ? [paragraph(words.quiet)]
      : [
          paragraph(trendSentence(told.model)),
          { kind: "table", table: tableOf(restartsCaption(quarter), words.restartsHead, [1, 2], rows) },
        ];
  return { title: words.trends, isOnNewPage: false, blocks: [...found, paragraph(words.fleet)] };
}

export function plan(told: Told): Section {
  const { quarter, proposals } = told.model;
  if (proposals.length === 0) return { title: words.plan, isOnNewPage: false, blocks: [paragraph(words.noAction)] };
  const table = tableOf(
    planCaption(quarter),
    words.planHead,
    [],
    proposals.map((one) => planRow(told, one)),
  );
  return { title: words.plan, isOnNewPage: false, blocks: [{ kind: "table", table }, paragraph(words.planNote)] };
}

export function dataQuality(told: Told): Section {
  const { model, report } = told;
  const little = model.endpoints.filter(isLittleObserved).map((one) => coverageRow(told, one));
  const table = tableOf(coverageCaption(model.quarter), words.coverageHead, [1, 2, 3, 4], little);
  return {
    title: words.quality,
    isOnNewPage: false,
    blocks: [
      paragraph(coverageSentence(model)),
      ...(little.length === 0 ? [paragraph(words.allObserved)] : [{ kind: "table", table } as const]),
      paragraph(words.clocks),
      { kind: "list", items: evidenceSentences(report) },
    ],
  };
}
