import { spawnSync } from "node:child_process";

/** How open systemd finds a unit from its file alone, from 0 to 10; null where there is no systemd, or one too old to say it (before 250). */
export function exposureOf(unit: string): number | null {
  const words = ["security", "--offline=true", "--no-pager", unit];
  const { stdout } = spawnSync("systemd-analyze", words, { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  const [, score] = /Overall exposure level for [^:]+: (\d+(?:\.\d+)?)/.exec(stdout ?? "") ?? [];
  return score === undefined ? null : Number(score);
}
