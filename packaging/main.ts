import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { exitCodes } from "../settings/exit-codes.ts";
import { productVersion } from "../settings/product-version.ts";
import { exposureOf } from "./exposure.ts";
import { packageFr, packageHelp } from "./fr.ts";
import { makePackages } from "./make-packages.ts";
import { sumsOf } from "./payload.ts";
import { PackageError } from "./run-program.ts";
import { tryPackages } from "./try/try-packages.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const values = parseArguments(argv);
    if (values.help) {
      process.stdout.write(packageHelp);
      return exitCodes.done;
    }
    await build(values);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.failure;
  }
}

async function build(values: ReturnType<typeof parseArguments>): Promise<void> {
  const out = resolve(values.out ?? join(root, "dist"));
  const version = checkedVersion(values.version ?? productVersion());
  if (process.platform !== "linux" || process.arch !== "x64") throw new PackageError(packageFr.wrongMachine);
  const onStep = (words: string): void => void process.stderr.write(packageFr.step(words));
  const maintainer = checkedMaintainer(values.maintainer ?? "Vigie <vigie@localhost>");
  process.stderr.write(packageFr.title(version));
  const options = { root, out, version, maintainer, epochS: epochOf(root), isQuick: values.quick, onStep };
  const made = await makePackages(options);
  const files = [made.debianPackage, made.archive].filter((file) => file !== null);
  const names = new Set(files.map((file) => basename(file)));
  rmSync(join(out, "SHA256SUMS"), { force: true });
  writeFileSync(
    join(out, "SHA256SUMS"),
    sumsOf(out, (file) => names.has(file)),
  );
  for (const file of files) process.stdout.write(packageFr.made(file, statSync(file).size));
  process.stdout.write(packageFr.installed(made.installedBytes));
  const score = exposureOf(join(root, "packaging/files/vigie-agent.service"));
  if (score !== null) process.stdout.write(packageFr.exposure(score));
  if (!values.try) return;
  onStep(packageFr.trying);
  const work = mkdtempSync(join(tmpdir(), "vigie-trial-"));
  try {
    await tryPackages({ packages: { ...options, out: work }, quick: null, say: (words) => void process.stdout.write(words) });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function parseArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      options: {
        out: { type: "string" },
        version: { type: "string" },
        maintainer: { type: "string" },
        quick: { type: "boolean", default: false },
        try: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch {
    throw new PackageError(`${packageFr.badArgument}\n\n${packageHelp}`);
  }
}

/** Letters that Debian and a folder's name both take. */
function checkedVersion(version: string): string {
  if (/^\d[A-Za-z0-9.+~]*$/.test(version)) return version;
  throw new PackageError(packageFr.badVersion(version));
}

function checkedMaintainer(words: string): string {
  if (/^[^<>\n]+ <[^<>\s]+>$/.test(words)) return words;
  throw new PackageError(packageFr.badMaintainer(words));
}

/** s since 1970: of the sources, so that building them twice gives the same bytes. */
function epochOf(folder: string): number {
  const told = Number(process.env["SOURCE_DATE_EPOCH"]);
  if (Number.isSafeInteger(told) && told > 0) return told;
  try {
    return Number(execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: folder, encoding: "utf8" }).trim());
  } catch {
    return Math.floor(statSync(join(folder, "package.json")).mtimeMs / 1000);
  }
}
