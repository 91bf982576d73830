import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CollectorSettings } from "../collector/config/collector-settings.ts";
import { textsOfLedger } from "../collector/ledger/read-texts.ts";
import { textsOfInflux } from "../collector/sinks/influx/texts.ts";
import { addressesIn, type Own, type PersonalSign, signsIn } from "./privacy-signs.ts";

/** Where something was found. What was found is not repeated: the report would be one more place to clean. */
export interface Finding {
  readonly place: string;
  readonly sign: PersonalSign;
}

export interface Scanned {
  readonly what: "ledger" | "influxdb" | "log";
  readonly name: string;
  readonly texts: number;
  /** Null: it was read to its end. */
  readonly problem: string | null;
  readonly findings: readonly Finding[];
}

/** Of whom these speak is known: people of the operator, by the name of their account or token, and from where they wrote. */
const operators = new Set(["trace.origin", "trace.who"]);

export function scanLedger({ dataDir, inventoryFile }: Pick<CollectorSettings, "dataDir" | "inventoryFile">): Scanned {
  const own = ownOf([inventoryFile]);
  const name = join(dataDir, "ledger.db");
  const findings: Finding[] = [];
  let texts = 0;
  for (const { table, column, row, text } of textsOfLedger(name)) {
    texts += 1;
    const field = `${table}.${column}`;
    if (operators.has(field)) continue;
    const place = `${field}, ${row}`;
    if (isFarEnd(table, column) && !/^[0-9a-f]{16}$/.test(text)) findings.push({ place, sign: "far_end_in_clear" });
    else for (const sign of signsIn(text, place, own)) findings.push({ place, sign });
  }
  return { what: "ledger", name, texts, problem: null, findings };
}

/** Where a far end may stand, as the hash of its site and year alone. */
const isFarEnd = (table: string, column: string): boolean => table === "call" && column === "far_end";

export async function scanInflux(influx: NonNullable<CollectorSettings["influx"]>, inventoryFile: string): Promise<Scanned> {
  const own = ownOf([inventoryFile]);
  const what = { what: "influxdb", name: influx.database } as const;
  try {
    const texts = await textsOfInflux(influx);
    const findings = texts.flatMap(({ measurement, name, text }) =>
      signsIn(text, `${measurement}.${name}`, own).map((sign) => ({ place: `${measurement}.${name}`, sign })),
    );
    return { ...what, texts: texts.length, problem: null, findings };
  } catch (error) {
    return { ...what, texts: 0, problem: messageOf(error), findings: [] };
  }
}

export async function scanLog(file: string, settingsFiles: readonly string[]): Promise<Scanned> {
  const own = ownOf(settingsFiles);
  const findings: Finding[] = [];
  let texts = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })) {
      texts += 1;
      // Where agents, people and Prometheus come from is logged on purpose: it is no far end.
      const told = line.replace(/"(?:source|host|remoteAddress)":"[^"]*"/g, "");
      findings.push(...signsIn(told, "", own).map((sign) => ({ place: `${file}:${texts}`, sign })));
    }
    return { what: "log", name: file, texts, problem: null, findings };
  } catch (error) {
    return { what: "log", name: file, texts, problem: messageOf(error), findings };
  }
}

function ownOf(files: readonly string[]): Own {
  return { addresses: new Set(files.flatMap((file) => addressesIn(readFileSync(file, "utf8")))) };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
