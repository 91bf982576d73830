import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "./cruise.ts";

interface Planting {
  readonly file: string;
  /** What it imports: a file of the planted project from its root, a library or a built-in module. */
  readonly imports: string;
}

/** One import for each rule that the rule must refuse. Every file stands alone, so that no other rule can speak for it. */
export const forbiddenImports: readonly (Planting & { readonly rule: string })[] = [
  { rule: "contract-imports-only-its-neighbours", file: "contract/a.ts", imports: "settings/target.ts" },
  { rule: "settings-imports-only-its-neighbours", file: "settings/a.ts", imports: "contract/target.ts" },
  { rule: "agent-imports-only-its-neighbours", file: "agent/schedule/a.ts", imports: "collector/sla/target.ts" },
  { rule: "collector-imports-only-its-neighbours", file: "collector/directory/a.ts", imports: "agent/drivers/target.ts" },
  { rule: "simulator-imports-only-its-neighbours", file: "simulator/a.ts", imports: "agent/drivers/target.ts" },
  { rule: "dashboards-imports-only-its-neighbours", file: "dashboards/a.ts", imports: "settings/target.ts" },
  { rule: "cli-imports-only-its-neighbours", file: "cli/a.ts", imports: "tests/target.ts" },
  { rule: "packaging-imports-only-its-neighbours", file: "packaging/a.ts", imports: "collector/sla/target.ts" },
  { rule: "agent-drivers-imports-only-upstream", file: "agent/drivers/a.ts", imports: "agent/transport/target.ts" },
  { rule: "agent-config-imports-only-upstream", file: "agent/config/a.ts", imports: "agent/poll/target.ts" },
  { rule: "agent-far-ends-imports-only-upstream", file: "agent/far-ends/a.ts", imports: "agent/poll/target.ts" },
  { rule: "agent-transport-imports-only-upstream", file: "agent/transport/a.ts", imports: "agent/poll/target.ts" },
  { rule: "agent-poll-imports-only-upstream", file: "agent/poll/a.ts", imports: "agent/schedule/target.ts" },
  { rule: "agent-scan-imports-only-upstream", file: "agent/scan/a.ts", imports: "agent/schedule/target.ts" },
  { rule: "agent-schedule-imports-only-upstream", file: "agent/schedule/b.ts", imports: "agent/main.ts" },
  { rule: "agent-events-imports-only-upstream", file: "agent/events/a.ts", imports: "agent/outbox/target.ts" },
  { rule: "agent-witnesses-imports-only-upstream", file: "agent/witnesses/a.ts", imports: "agent/outbox/target.ts" },
  { rule: "agent-outbox-imports-only-upstream", file: "agent/outbox/a.ts", imports: "agent/poll/target.ts" },
  { rule: "agent-uplink-imports-only-upstream", file: "agent/uplink/a.ts", imports: "agent/transport/target.ts" },
  { rule: "agent-enrol-imports-only-upstream", file: "agent/enrol/a.ts", imports: "agent/poll/target.ts" },
  { rule: "agent-health-imports-only-upstream", file: "agent/health/a.ts", imports: "agent/uplink/target.ts" },
  { rule: "agent-plan-imports-only-upstream", file: "agent/plan/a.ts", imports: "agent/schedule/target.ts" },
  { rule: "collector-sla-imports-only-upstream", file: "collector/sla/a.ts", imports: "collector/directory/target.ts" },
  { rule: "collector-usage-imports-only-upstream", file: "collector/usage/b.ts", imports: "collector/directory/target.ts" },
  { rule: "collector-quality-imports-only-upstream", file: "collector/quality/b.ts", imports: "collector/usage/target.ts" },
  { rule: "collector-attendance-imports-only-upstream", file: "collector/attendance/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-directory-imports-only-upstream", file: "collector/directory/b.ts", imports: "collector/ledger/port.ts" },
  { rule: "collector-config-imports-only-upstream", file: "collector/config/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-ledger-imports-only-upstream", file: "collector/ledger/a.ts", imports: "collector/ingest/target.ts" },
  { rule: "collector-ingest-imports-only-upstream", file: "collector/ingest/a.ts", imports: "collector/states/target.ts" },
  { rule: "collector-fleet-imports-only-upstream", file: "collector/fleet/a.ts", imports: "collector/ledger/port.ts" },
  { rule: "collector-plans-imports-only-upstream", file: "collector/plans/a.ts", imports: "collector/ledger/port.ts" },
  { rule: "collector-states-imports-only-upstream", file: "collector/states/a.ts", imports: "collector/metrics/target.ts" },
  { rule: "collector-sinks-imports-only-upstream", file: "collector/sinks/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-accounts-imports-only-upstream", file: "collector/accounts/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-desk-imports-only-upstream", file: "collector/desk/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-signals-imports-only-upstream", file: "collector/signals/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-reports-imports-only-upstream", file: "collector/reports/a.ts", imports: "collector/web/target.ts" },
  { rule: "collector-metrics-imports-only-upstream", file: "collector/metrics/a.ts", imports: "collector/sinks/target.ts" },
  { rule: "collector-web-imports-only-upstream", file: "collector/web/a.ts", imports: "collector/app.ts" },
  { rule: "net-snmp-stays-in-its-room", file: "agent/poll/b.ts", imports: "net-snmp" },
  { rule: "undici-stays-in-its-room", file: "agent/schedule/c.ts", imports: "undici" },
  { rule: "fastify-stays-in-its-room", file: "collector/states/b.ts", imports: "@fastify/swagger" },
  { rule: "fastify-stays-in-its-room", file: "agent/uplink/b.ts", imports: "fastify" },
  { rule: "prom-client-stays-in-its-room", file: "collector/web/b.ts", imports: "prom-client" },
  { rule: "influx-stays-in-its-room", file: "collector/ledger/b.ts", imports: "influx" },
  { rule: "kysely-stays-in-its-room", file: "collector/metrics/b.ts", imports: "kysely" },
  { rule: "sqlite-stays-in-its-room", file: "collector/sinks/b.ts", imports: "node:sqlite" },
  { rule: "@peculiar/asn1-x509-stays-in-its-room", file: "collector/config/b.ts", imports: "@peculiar/asn1-x509" },
  { rule: "@peculiar/asn1-csr-stays-in-its-room", file: "agent/uplink/c.ts", imports: "@peculiar/asn1-csr" },
  { rule: "@peculiar/asn1-schema-stays-in-its-room", file: "agent/config/b.ts", imports: "@peculiar/asn1-schema" },
  { rule: "node-cron-stays-in-its-room", file: "agent/poll/c.ts", imports: "node-cron" },
  { rule: "nodemailer-stays-in-its-room", file: "collector/states/d.ts", imports: "nodemailer" },
  { rule: "write-excel-file-stays-in-its-room", file: "cli/e.ts", imports: "write-excel-file" },
  { rule: "eta-stays-in-its-room", file: "collector/metrics/c.ts", imports: "eta" },
  { rule: "contract-knows-only-typebox", file: "contract/b.ts", imports: "node:fs" },
  { rule: "contract-knows-only-typebox", file: "contract/c.ts", imports: "temporal-polyfill" },
  { rule: "arithmetic-is-pure", file: "collector/sla/b.ts", imports: "node:fs" },
  { rule: "arithmetic-is-pure", file: "collector/sla/c.ts", imports: "typebox" },
  { rule: "arithmetic-is-pure", file: "collector/usage/a.ts", imports: "settings/target.ts" },
  { rule: "drivers-are-data", file: "agent/drivers/b.ts", imports: "node:dgram" },
  { rule: "ledger-is-seen-through-its-port", file: "collector/states/c.ts", imports: "collector/ledger/target.ts" },
  { rule: "ledger-is-seen-through-its-port", file: "cli/b.ts", imports: "collector/ledger/target.ts" },
  { rule: "product-needs-no-tests", file: "agent/outbox/b.ts", imports: "tests/target.ts" },
  { rule: "product-needs-no-dev-dependency", file: "agent/outbox/c.ts", imports: "fast-check" },
  { rule: "no-circle", file: "simulator/one.ts", imports: "simulator/other.ts" },
  { rule: "no-unknown-module", file: "agent/outbox/d.ts", imports: "agent/outbox/nowhere.ts" },
  { rule: "no-undeclared-package", file: "agent/outbox/e.ts", imports: "left-out-of-package-json" },
  { rule: "no-orphan", file: "settings/forgotten.ts", imports: "" },
];

/** The right way, for the same places: none of these may be refused. */
export const allowedImports: readonly Planting[] = [
  { file: "contract/good.ts", imports: "typebox" },
  { file: "collector/sla/good.ts", imports: "temporal-polyfill" },
  { file: "collector/usage/good.ts", imports: "contract/target.ts" },
  { file: "collector/states/good.ts", imports: "collector/ledger/port.ts" },
  { file: "collector/web/good.ts", imports: "collector/states/target.ts" },
  { file: "collector/ledger/good.ts", imports: "node:sqlite" },
  { file: "collector/main.ts", imports: "collector/ledger/target.ts" },
  { file: "collector/app.ts", imports: "fastify" },
  { file: "agent/transport/good.ts", imports: "net-snmp" },
  { file: "agent/config/good.ts", imports: "agent/far-ends/target.ts" },
  { file: "agent/poll/good.ts", imports: "agent/transport/target.ts" },
  { file: "agent/outbox/good.ts", imports: "node:sqlite" },
  { file: "agent/main.ts", imports: "agent/uplink/target.ts" },
  { file: "cli/good.ts", imports: "collector/main.ts" },
  { file: "tests/good.ts", imports: "collector/ledger/target.ts" },
];

/** The way back of the circle, which the tool reports at one of its files only. */
const wayBack: Planting = { file: "simulator/other.ts", imports: "simulator/one.ts" };

export interface Planted {
  readonly folder: string;
  remove(): void;
}

/** A project of one-line files in a temporary folder, with packages of its own that hold nothing. */
export function plantProject(): Planted {
  const folder = mkdtempSync(join(tmpdir(), "vigie-arrows-"));
  for (const file of ["package.json", "tsconfig.json"]) copyFileSync(`${projectFolder}${file}`, join(folder, file));
  const plantings = [...forbiddenImports, ...allowedImports, wayBack];
  const planted = new Set(plantings.map((planting) => planting.file));
  for (const planting of plantings) write(folder, planting.file, planting.imports === "" ? "export const a = 1;\n" : importLine(planting));
  for (const { imports } of plantings) {
    if (imports.endsWith("nowhere.ts") || imports === "" || imports.startsWith("node:") || planted.has(imports)) continue;
    if (imports.endsWith(".ts")) write(folder, imports, "export type A = 1;\n");
    else plantPackage(folder, imports);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A type only: the rules must see what type stripping removes. */
function importLine({ file, imports }: Planting): string {
  const path = imports.endsWith(".ts") ? `${"../".repeat(file.split("/").length - 1)}${imports}` : imports;
  return imports === "fast-check" ? `import "${path}";\n` : `import type { A } from "${path}";\nexport type B = A;\n`;
}

function plantPackage(folder: string, name: string): void {
  write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" }));
  write(folder, `node_modules/${name}/index.js`, "export {};\n");
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
