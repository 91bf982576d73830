import type { Block, Section } from "../forms/document.ts";
import { heading, paragraph } from "./blocks.ts";
import { factPoint, fiveFigures, proposalPoint, essentialWords as words } from "./fr-essential.ts";
import type { Told } from "./told.ts";

/** What a reader of one page reads. */
export function essential(told: Told): Section {
  const { facts, proposals } = told.model;
  const proposed: Block =
    proposals.length === 0
      ? paragraph(words.noProposal)
      : { kind: "points", items: proposals.map((proposal) => proposalPoint(told, proposal)) };
  return {
    title: words.title,
    isOnNewPage: true,
    blocks: [
      { kind: "figures", items: fiveFigures(told.model) },
      heading(words.facts),
      { kind: "points", items: facts.map((fact) => factPoint(told, fact)) },
      heading(words.proposals),
      proposed,
    ],
  };
}
