/** One question for a table of several figures: each row of Prometheus says which of them it is, by the label `what`. */
export function matrixText(figures: Readonly<Record<string, string>>, label: string): string {
  return Object.entries(figures)
    .map(([what, text]) => `label_replace(max by (${label}) (${text}), "what", "${what}", "", "")`)
    .join(" or ");
}

/** How Grafana calls the first column of such a table. */
export const matrixRow = (label: string): string => `${label}\\what`;
