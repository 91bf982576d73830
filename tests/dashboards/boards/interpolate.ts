/** What was chosen above a board, and what range is looked at (ms since 1970 UTC). */
export interface Looking {
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  readonly from: number;
  readonly to: number;
}

/** A query as Grafana sends it: its own variables, and ours as regular expressions. */
export function interpolated(text: string, { chosen, from, to }: Looking): string {
  return text
    .replaceAll("$timeFilter", `time >= ${from}ms and time <= ${to}ms`)
    .replaceAll("$__interval", "1m")
    .replaceAll("$__rate_interval", "2m")
    .replaceAll("${__from}", String(from))
    .replaceAll("${__to}", String(to))
    .replaceAll(/\$\{([a-z]+):regex\}/g, (_, name: string) => alternatives(chosen[name] ?? []));
}

/** One value stands for itself; none finds nothing. */
function alternatives(values: readonly string[]): string {
  const escaped = values.map((value) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, "\\$&"));
  return escaped.length === 1 ? (escaped[0] ?? "") : `(${escaped.join("|")})`;
}
