import { Compile } from "typebox/compile";
import { unpackObservations, WireError } from "../../contract/columns.ts";
import { Envelope, wireLimits, wireVersion } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Agent } from "../directory/directory.ts";
import { Refused } from "./refused.ts";

const checker = Compile(Envelope);

export interface ReadEnvelope {
  readonly envelope: Envelope;
  readonly observations: readonly Observation[];
}

/** The door: from here on the envelope is what the contract says, and speaks for the agent that sent it. @throws Refused */
export function readEnvelope(value: unknown, agent: Agent): ReadEnvelope {
  checkVersion(value);
  if (!checker.Check(value)) throw invalid(...firstFault(value));
  if (value.agent !== agent.id)
    throw new Refused("AGENT_MISMATCH", `The credential is that of ${agent.id}, the envelope that of ${value.agent}`, {}, agent.id);
  if (value.first > wireLimits.sequence)
    throw new Refused("SEQUENCE_BEYOND_REASON", `No outbox counts to ${value.first}: this is not the number of an observation`);
  try {
    return { envelope: value, observations: unpackObservations(value) };
  } catch (error) {
    if (error instanceof WireError) throw invalid(error.path, error.message);
    throw error;
  }
}

/** The version comes first, so that an agent of another version is told so and not that its fields are unknown. */
function checkVersion(value: unknown): void {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (version === wireVersion || typeof version !== "number") return;
  throw new Refused("VERSION_UNSUPPORTED", `Wire version ${version} is not read here`, { supported: [wireVersion] });
}

/**
 * Looking for the fault walks through everything and takes a thousand times longer than the check (measured: six seconds for
 * five million numbers, which are 15 kB of gzip). So what is too long is found first, by lengths alone.
 */
function firstFault(value: unknown): [path: string, message: string] {
  const tooLong = overlong(value, "", { left: mostEntries });
  if (tooLong !== null) return [tooLong, "holds more entries than an envelope may"];
  const [fault] = checker.Errors(value);
  if (fault === undefined) return ["", "breaks the schema"];
  return [fault.instancePath, fault.keyword === "boolean" ? "is not a field of this wire version" : fault.message];
}

const longestList = Math.max(wireLimits.observations, wireLimits.callsPerEnvelope, wireLimits.numbersOfOneKind);
/** Of all lists and objects together: five columns, forms, and readings. */
const mostEntries = wireLimits.readings + 10 * wireLimits.observations;

const deepestNesting = 6;

/** Where a list or object is longer or deeper than anything on the wire, or all of them together become too many; else null. */
function overlong(value: unknown, path: string, budget: { left: number }, depth = 0): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (depth > deepestNesting) return path;
  const entries = Array.isArray(value) ? value.length : Object.keys(value).length;
  budget.left -= entries;
  if (entries > longestList || budget.left < 0) return path;
  // Lists on the wire are of one kind: where the first entry is a number, none is looked into.
  if (Array.isArray(value) && typeof value[0] !== "object") return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = overlong(inner, `${path}/${name}`, budget, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function invalid(path: string, message: string): Refused {
  return new Refused("ENVELOPE_INVALID", `${path === "" ? "The envelope" : path.slice(0, 200)} ${message.slice(0, 300)}`, {
    path: path.slice(0, 200),
  });
}
