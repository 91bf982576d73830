import { type NoteWish, noteIncident } from "../collector/desk/desk.ts";
import { noteBody } from "../collector/desk/desk-answers.ts";
import type { IncidentSaying } from "../collector/sla/incident-notes.ts";
import { stateOwners } from "../collector/sla/owner.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { atDesk } from "./desk-office.ts";
import { commonFr } from "./fr.ts";
import { incidentsFr, incidentsHelp } from "./fr-incidents.ts";
import type { Io } from "./io.ts";
import { reasonIn, WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { usageProblem } from "./settings-command.ts";

const sayings: Readonly<Record<string, (found: Arguments) => IncidentSaying>> = {
  acknowledge: () => ({ kind: "acknowledged" }),
  comment: ({ options }) => ({ kind: "comment", text: options.get("text") ?? missing(incidentsFr.textWanted) }),
  attribute: (found) => ({ kind: "attributed", owner: ownerIn(found), reason: reasonIn(found) }),
};

/** `vigie incidents list|acknowledge|comment|attribute`, on the collector's machine, while the collector runs or not. */
export async function runIncidentsCommand(argv: readonly string[], io: Io): Promise<number> {
  const found = readArguments(argv, {
    options: ["at", "text", "to", "reason", "quarter", "from", "endpoint", "config"],
    flags: ["json", "open", "even-if-unknown"],
    maxPositionals: 2,
  });
  if ("problem" in found) return usageProblem(found.problem, "incidents", io);
  if (found.flags.has("help")) {
    io.stdout(incidentsHelp);
    return exitCodes.done;
  }
  try {
    if (found.positionals[0] === "list") return await (await import("./incidents-list.ts")).listIncidents(found, io);
    const wish = wishIn(found);
    const config = found.options.get("config") ?? missing(commonFr.configWanted);
    return await atDesk(config, io, async (office) => {
      const note = await noteIncident(office, wish, office);
      io.stdout(found.flags.has("json") ? printableJson(noteBody(note)) : incidentsFr.noted(note, wish.evenIfUnknown === true));
      return exitCodes.done;
    });
  } catch (error) {
    if (!(error instanceof WordsWrong)) throw error;
    return usageProblem(error.message, "incidents", io);
  }
}

function wishIn(found: Arguments): NoteWish {
  const [action, endpoint] = found.positionals;
  const saying = action !== undefined && Object.hasOwn(sayings, action) ? sayings[action] : undefined;
  if (saying === undefined) {
    throw new WordsWrong(
      incidentsFr.actionWanted(action, action === undefined ? null : nearestWord(action, ["list", ...Object.keys(sayings)])),
    );
  }
  return {
    endpoint: endpoint ?? missing(incidentsFr.endpointWanted),
    at: found.options.get("at") ?? missing(incidentsFr.atWanted),
    said: saying(found),
    evenIfUnknown: found.flags.has("even-if-unknown"),
  };
}

function ownerIn({ options }: Arguments): (typeof stateOwners)[number] {
  const typed = options.get("to") ?? missing(incidentsFr.ownerWanted);
  const owner = stateOwners.find((one) => one === typed.replaceAll("-", "_"));
  return owner ?? missing(incidentsFr.ownerUnknown(typed, nearestWord(typed, stateOwners)));
}

function missing(problem: string): never {
  throw new WordsWrong(problem);
}
