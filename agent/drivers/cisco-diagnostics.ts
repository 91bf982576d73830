import type { Reading } from "../../contract/observation.ts";
import type { DocumentNode, Field, ReadContext } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { instanceName } from "./readings.ts";

interface Message {
  readonly level: string;
  readonly type: string | null;
}

/** The gravest first. Info tells what is well, and is no message to us. */
const levels: readonly string[] = ["critical", "error", "warning"];

function messageOf(node: DocumentNode): Message {
  return { level: (textAt(node, "Level") ?? "").toLowerCase(), type: textAt(node, "Type") };
}

/** Two counts, then each type that stands, by the gravest of its levels. */
function diagnostics(nodes: readonly DocumentNode[], { ignoredDiagnostics }: ReadContext): Reading[] {
  const messages = nodes.map(messageOf).filter(({ type }) => type === null || !ignoredDiagnostics.has(type));
  const count = (...counted: readonly string[]): number => messages.filter(({ level }) => counted.includes(level)).length;
  return [
    { kind: "diagnostic_errors", value: count("error", "critical") },
    { kind: "diagnostic_warnings", value: count("warning") },
    ...levels.flatMap((level) =>
      messages.flatMap((message): Reading[] =>
        message.level === level && message.type !== null
          ? [{ kind: "diagnostic_level", value: level, instance: instanceName(message.type) }]
          : [],
      ),
    ),
  ];
}

export const ciscoDiagnostics: Field = {
  at: "Status/Diagnostics/Message[]",
  source: "Cisco xAPI Status/Diagnostics/Message: Level and Type, Info left out",
  toReading: diagnostics,
};
