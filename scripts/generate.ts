import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generatedFiles, header } from "../dashboards/generated-files.ts";
import { AlertingSettings } from "../dashboards/settings.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { SettingsError } from "../settings/problem.ts";
import { readYaml } from "../settings/read-yaml.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const folders = ["prometheus/rules", "alertmanager"] as const;

/** Writes grafana/, or for one's own installation `--out DIR` from `--settings FILE`. What is generated no more is removed. */
function generate(): void {
  const { values } = parseArgs({ options: { settings: { type: "string" }, out: { type: "string" } } });
  const files = generatedFiles(readYaml(values.settings ?? join(project, "docs/examples/alerting.yml"), AlertingSettings));
  const out = values.out ?? join(project, "grafana");
  for (const [path, text] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  for (const path of oursIn(out)) if (!files.has(path)) rmSync(join(out, path));
  process.stdout.write(`${files.size} files in ${out}\n`);
}

/** Only what says that it was generated: beside it may stand what others wrote. */
function oursIn(out: string): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(out, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(out, folder, entry.name), "utf8").startsWith(header))
      .map(({ name }) => `${folder}/${name}`),
  );
}

try {
  generate();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = exitCodes.configuration;
}
