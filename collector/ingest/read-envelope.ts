import { Compile } from "typebox/compile";
import { unpackObservations, WireError } from "../../contract/columns.ts";
import { Envelope, wireVersion } from "../../contract/envelope.ts";
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
    throw new Refused("AGENT_MISMATCH", `The token is that of ${agent.id}, the envelope that of ${value.agent}`);
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

function firstFault(value: unknown): [path: string, message: string] {
  const [fault] = checker.Errors(value);
  return [fault?.instancePath ?? "", fault?.message ?? "breaks the schema"];
}

function invalid(path: string, message: string): Refused {
  return new Refused("ENVELOPE_INVALID", `${path === "" ? "The envelope" : path.slice(0, 200)} ${message.slice(0, 300)}`, {
    path: path.slice(0, 200),
  });
}
