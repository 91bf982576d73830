import type { Section } from "../forms/document.ts";
import { paragraph, tableOf } from "./blocks.ts";
import {
  crossCaption,
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
      { kind: "table", table: tableOf(crossCaption(model.quarter), words.crossHead, [1], crossRows(model)) },
      ...(repair.length === 0
        ? []
        : [{ kind: "table", table: tableOf(crossSitesCaption(model.quarter), words.crossSitesHead, [1, 2], repair) } as const]),
    ],
  };
}
