import { percentText } from "../../sla/figures.ts";
import { barChart } from "../forms/bar-chart.ts";
import { contoursOfBrittany } from "../forms/contours.ts";
import type { Block, Section } from "../forms/document.ts";
import { territoryMap } from "../forms/map.ts";
import type { TerritoryRow } from "../model/model.ts";
import { heading, paragraph, tableOf, tableOr } from "./blocks.ts";
import { placeSentence } from "./fr-essential.ts";
import { share, target } from "./fr-quantities.ts";
import {
  chartAlternative,
  chartCaption,
  mapAlternative,
  mapCaption,
  mapClasses,
  mapTableCaption,
  serviceCaption,
  serviceNote,
  serviceRow,
  useCaption,
  useRow,
  territoryWords as words,
} from "./fr-territories.ts";
import { type Told, territoriesApart } from "./told.ts";
import { typesetPicture } from "./typeset.ts";

export function territoriesOnMap({ model }: Told): Section {
  const apart = territoriesApart(model);
  const classOf = new Map(apart.flatMap((one) => (one.siren === null ? [] : [[one.siren, classNumber(one)] as const])));
  const missed = apart.filter(({ endpoints }) => endpoints.missed > 0).map(({ name }) => name);
  const rows = apart.map(({ name, sites, endpoints, service }) => [
    name,
    String(sites),
    `${endpoints.met} sur ${endpoints.all}`,
    share(service.service),
    placeSentence(endpoints),
  ]);
  const classes = mapClasses.map(({ label, ...look }) => ({ ...look, label: typesetPicture(label) }));
  const map: Block = {
    kind: "picture",
    picture: {
      svg: territoryMap(contoursOfBrittany(), { classes, classOf }),
      alternative: mapAlternative(apart.length, missed),
      caption: mapCaption(model.quarter),
      table: tableOf(mapTableCaption(model.quarter), words.mapHead, [1, 2, 3], rows),
    },
  };
  return { title: words.mapTitle, isOnNewPage: false, blocks: [paragraph(words.mapIntroduction), map] };
}

/** Of the classes of the map; null: nothing can be said of any of its endpoints. */
function classNumber({ endpoints: { met, missed } }: TerritoryRow): number | null {
  if (missed === 0) return met > 0 ? 0 : null;
  return met > 0 ? 1 : 2;
}

export function territoryBoard({ model }: Told): Section {
  const { quarter } = model;
  const apart = territoriesApart(model);
  const across = model.territories.filter(({ kind, sites }) => (kind === "ILE" || kind === "PAYS") && sites > 0);
  const useTable = tableOf(useCaption(quarter), words.useHead, [1, 2, 3, 4, 5], apart.map(useRow));
  const serviceTable = tableOf(serviceCaption(quarter), words.serviceHead, [1, 2, 3, 4, 5, 6, 7], apart.map(serviceRow));
  const isles: Block[] =
    across.length === 0
      ? []
      : [
          heading(words.isles),
          paragraph(words.islesNote),
          { kind: "table", table: tableOf(serviceCaption(quarter), words.serviceHead, [1, 2, 3, 4, 5, 6, 7], across.map(serviceRow)) },
          { kind: "table", table: tableOf(useCaption(quarter), words.useHead, [1, 2, 3, 4, 5], across.map(useRow)) },
        ];
  const chart: Block = apart.length === 0 ? paragraph(words.none) : availabilityChart(apart, model.sites, quarter, serviceTable);
  return {
    title: words.boardTitle,
    isOnNewPage: false,
    blocks: [heading(words.service), chart, paragraph(serviceNote), heading(words.use), tableOr(words.none, useTable), ...isles],
  };
}

const mostBars = 24;

/** The lowest first, as many as a page holds; an axis that shows differences of a hundredth begins where the lowest is. */
function availabilityChart(
  apart: readonly TerritoryRow[],
  sites: Told["model"]["sites"],
  quarter: string,
  table: ReturnType<typeof tableOf>,
): Block {
  const valueOf = ({ service: { service } }: TerritoryRow): number | null => (service === null ? null : Number(percentText(service, 2)));
  const lowest = apart.toSorted((left, right) => (valueOf(left) ?? 101) - (valueOf(right) ?? 101)).slice(0, mostBars);
  const bars = lowest.map((one) => ({ label: typesetPicture(one.name), value: valueOf(one), shown: share(one.service.service) }));
  const from = axisFrom(Math.min(100, ...bars.flatMap(({ value }) => value ?? [])));
  const promised = commonTarget(sites);
  const goal = promised === null || promised / 100 < from ? null : { value: promised / 100, shown: target(promised) };
  return {
    kind: "picture",
    picture: {
      svg: barChart({ bars, from, to: 100, target: goal }),
      alternative: chartAlternative(bars),
      caption: chartCaption(quarter, bars.length, apart.length, `${from} %`),
      table,
    },
  };
}

function axisFrom(least: number): number {
  const steps = [99, 98, 95, 90, 80, 50] as const;
  return steps.find((step) => step < least) ?? 0;
}

/** Null: not the same everywhere. */
function commonTarget(sites: Told["model"]["sites"]): number | null {
  const targets = new Set(sites.map(({ contract }) => contract.targetBasisPoints));
  const [only = null] = targets;
  return targets.size === 1 ? only : null;
}
