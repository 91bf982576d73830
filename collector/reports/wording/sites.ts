import { barChart } from "../forms/bar-chart.ts";
import type { Picture, Section } from "../forms/document.ts";
import type { ReportModel } from "../model/model.ts";
import { paragraph, tableOf } from "./blocks.ts";
import {
  crossAlternative,
  crossCaption,
  crossCases,
  crossChart,
  crossRows,
  crossSentences,
  crossSiteRow,
  crossSitesCaption,
  isToRepair,
  listedSites,
  underUseCaption,
  underUseRow,
  underUseSentences,
  siteWords as words,
} from "./fr-sites.ts";
import type { Told } from "./told.ts";
import { typesetPicture } from "./typeset.ts";

export function underUsedSites(told: Told): Section {
  const { model } = told;
  const sites = listedSites(model).map((site) => underUseRow(told, site));
  const table = tableOf(underUseCaption(model.quarter), words.head, [1, 2, 3], sites);
  return {
    title: words.underUse,
    isOnNewPage: false,
    blocks: [...underUseSentences(model).map(paragraph), ...(sites.length === 0 ? [] : [{ kind: "table", table } as const])],
  };
}

export function crossReading(told: Told): Section {
  const { model } = told;
  if (model.sites.length === 0) return { title: words.cross, isOnNewPage: false, blocks: [paragraph(words.noSite)] };
  const repair = model.sites.filter(isToRepair).map((site) => crossSiteRow(told, site));
  return {
    title: words.cross,
    isOnNewPage: false,
    blocks: [
      paragraph(crossSentences(model).join(" ")),
      { kind: "picture", picture: crossPicture(model) },
      ...(repair.length === 0
        ? []
        : [{ kind: "table", table: tableOf(crossSitesCaption(model.quarter), words.crossSitesHead, [1, 2], repair) } as const]),
    ],
  };
}

function crossPicture(model: ReportModel): Picture {
  const cases = crossCases(model);
  const bars = cases.map(({ name, sites }) => ({ label: typesetPicture(name), value: sites, shown: String(sites) }));
  return {
    svg: barChart({ bars, from: 0, to: Math.max(1, ...cases.map(({ sites }) => sites)), target: null }),
    alternative: crossAlternative(cases),
    caption: crossChart(model.quarter),
    table: tableOf(crossCaption(model.quarter), words.crossHead, [1], crossRows(model)),
  };
}
