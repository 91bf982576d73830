import type { Block, KeyFigure, Picture, Point, ReportDocument, ReportTable } from "./document.ts";
import { escaped } from "./escape.ts";
import { formWords } from "./fr-forms.ts";
import { htmlStyle } from "./html-style.ts";

/** The accessible form: one file that asks for nothing else. */
export function htmlOf(report: ReportDocument): string {
  const contents = report.sections.map(({ title }, place) => `<li><a href="#s${place + 1}">${escaped(title)}</a></li>`);
  const sections = report.sections.map(
    ({ title, blocks }, place) =>
      `<section aria-labelledby="s${place + 1}"><h2 id="s${place + 1}" tabindex="-1">${escaped(title)}</h2>${blocks.map(blockOf).join("\n")}</section>`,
  );
  const facts = report.facts.map(({ term, value }) => `<dt>${escaped(term)}</dt><dd>${escaped(value)}</dd>`);
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(report.title)} – ${escaped(report.subtitle)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<a class="skip" href="#contenu">${formWords.toContents}</a>
<header>
${report.draftMark === null ? "" : `<p class="draft">${escaped(report.draftMark)}</p>`}
<h1>${escaped(report.title)}</h1>
<p>${escaped(report.subtitle)}</p>
<dl class="facts">${facts.join("")}</dl>
</header>
${report.hasCover ? `<nav aria-label="${formWords.contents}"><ul>${contents.join("")}</ul></nav>` : ""}
<main id="contenu" tabindex="-1">
${sections.join("\n")}
</main>
</body>
</html>
`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h3>${escaped(block.text)}</h3>`;
    case "paragraph":
      return `<p>${escaped(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    case "figures":
      return `<ul class="figures">${block.items.map(keyFigure).join("")}</ul>`;
    case "points":
      return `<ul class="points">${block.items.map(pointOf).join("")}</ul>`;
    case "table":
      return tableOf(block.table);
    case "signatures":
      return `<div class="signatures">${tableOf(block.table)}</div>`;
    case "writing":
      return `<section class="writing" aria-label="${escaped(block.label)}"><p>${escaped(block.label)}</p></section>`;
    case "picture":
      return pictureOf(block.picture);
  }
}

const keyFigure = ({ value, label, note }: KeyFigure): string =>
  `<li><strong>${escaped(value)}</strong>${escaped(label)}<small>${escaped(note)}</small></li>`;

const pointOf = ({ lead, text, note }: Point): string =>
  `<li><strong>${escaped(lead)}</strong> ${escaped(text)}${note === "" ? "" : `<small>${escaped(note)}</small>`}</li>`;

function tableOf({ caption, head, rows, numbers }: ReportTable): string {
  const mark = (column: number): string => (numbers.includes(column) ? ' class="number"' : "");
  const titles = head.map((title, column) => `<th scope="col"${mark(column)}>${escaped(title)}</th>`).join("");
  const lines = rows.map((row) => `<tr>${row.map((cell, column) => cellOf(cell, column, mark(column))).join("")}</tr>`);
  // Wide tables scroll within themselves, so who has no mouse must be able to stand on them.
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escaped(caption)}, ${formWords.scrolls}"><table><caption>${escaped(caption)}</caption><thead><tr>${titles}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}

const cellOf = (cell: string, column: number, mark: string): string =>
  column === 0 ? `<th scope="row"${mark}>${escaped(cell)}</th>` : `<td${mark}>${escaped(cell)}</td>`;

function pictureOf({ svg, alternative, caption, table }: Picture): string {
  const named = svg.replace("<svg ", `<svg role="img" aria-label="${escaped(alternative)}" `);
  return `<figure>${named}<figcaption>${escaped(caption)}</figcaption></figure>${tableOf(table)}`;
}
