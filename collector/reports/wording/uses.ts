import { barChart } from "../forms/bar-chart.ts";
import type { Block, Section } from "../forms/document.ts";
import type { UseFigures } from "../model/figures.ts";
import { heading, paragraph, tableOf } from "./blocks.ts";
import { wholePercent } from "./fr-quantities.ts";
import {
  destinations,
  destinationsAlternative,
  destinationsCaption,
  destinationsChart,
  hoursSentence,
  qualityCaption,
  qualityRow,
  qualitySentences,
  savingsCaption,
  savingsRows,
  savingsSentences,
  volumeRows,
  volumeSentence,
  volumesCaption,
  useWords as words,
} from "./fr-uses.ts";
import { type Told, territoriesApart } from "./told.ts";
import { typesetPicture } from "./typeset.ts";

export function callQuality({ model }: Told): Section {
  const called = territoriesApart(model).filter(({ use: { quality } }) => Object.values(quality).some((calls) => calls > 0));
  const sentences = called.length === 0 ? [words.noCall] : qualitySentences(model);
  const table = tableOf(qualityCaption(model.quarter), words.qualityHead, [1, 2, 3, 4, 5], called.map(qualityRow));
  const blocks: Block[] = [paragraph(sentences.join(" ")), ...(called.length === 0 ? [] : [{ kind: "table", table } as const])];
  return { title: words.quality, isOnNewPage: false, blocks };
}

export function uses({ model }: Told): Section {
  const { network, quarter } = model;
  const { use } = network;
  const saved = savingsRows(use);
  return {
    title: words.uses,
    isOnNewPage: false,
    blocks: [
      heading(words.volumes),
      paragraph(volumeSentence(network)),
      { kind: "table", table: tableOf(volumesCaption(quarter), words.volumesHead, [1], volumeRows(network)) },
      heading(words.hours),
      paragraph(hoursSentence(network)),
      heading(words.destinations),
      destinationsBlock(use, quarter),
      heading(words.savings),
      paragraph(savingsSentences(use).join(" ")),
      ...(saved.length === 0
        ? []
        : [{ kind: "table", table: tableOf(savingsCaption(quarter), words.savingsHead, [1, 2, 3, 4], saved) } as const]),
    ],
  };
}

function destinationsBlock(use: UseFigures, quarter: string): Block {
  const all = destinations(use);
  if (all.length === 0) return paragraph(words.noDestination);
  const bars = all.map(({ name, uses: value }) => ({ label: typesetPicture(name), value, shown: String(value) }));
  const rows = all.map(({ name, uses: value }) => [name, String(value), wholePercent(value, use.uses)]);
  return {
    kind: "picture",
    picture: {
      svg: barChart({ bars, from: 0, to: Math.max(...all.map(({ uses: value }) => value)), target: null }),
      alternative: destinationsAlternative(all),
      caption: destinationsChart(quarter),
      table: tableOf(destinationsCaption(quarter), words.destinationsHead, [1, 2], rows),
    },
  };
}
