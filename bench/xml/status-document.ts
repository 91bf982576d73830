import { readFileSync } from "node:fs";

const recording = new URL("../../tests/recordings/avispl-cisco/status.xml", import.meta.url);
const wantedLength = 42_000;

/** A status document of 42 kB, as large as they come: the recorded one of 25 kB, its own branches repeated in their order. */
export function largeStatus(): string {
  const [head = "", ...branches] = readFileSync(recording, "utf8").split(/(?=^ {4}<(?!\/))/m);
  const last = branches.pop() ?? "";
  const end = last.indexOf("</Status>");
  const all = [...branches, last.slice(0, end)];
  const kept = [...all];
  let length = head.length + all.join("").length;
  for (let next = 0; length < wantedLength; next += 1) {
    const branch = all[next % all.length] ?? "";
    kept.push(branch);
    length += branch.length;
  }
  return `${head}${kept.join("")}${last.slice(end)}`;
}
