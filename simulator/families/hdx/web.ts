import type { CodecView } from "../../codec-view.ts";
import { clockOf, faultNow } from "../../life.ts";
import type { HttpAnswer, HttpQuestion } from "../family.ts";
import { element, escaped } from "../markup.ts";
import { callRecords, localTime } from "./call-records.ts";

/** What the pages of an HDX are made of. Digest authentication already passed. */
export function hdxWeb(question: HttpQuestion, codec: CodecView): HttpAnswer {
  switch (`${question.method} ${question.path}`) {
    case "GET /systemstatus.xml":
      return xml(systemStatus(codec));
    case "POST /a_apicommand.cgi":
      return xml(apiCommands(new URLSearchParams(question.body).get("apicommand") ?? "", codec));
    case "GET /a_getcdr.cgi":
      return xml(callRecords(codec));
    default:
      return { status: 404, contentType: "text/html", body: "<html><body>404 Not Found</body></html>" };
  }
}

type State = "up" | "down" | "off";

function systemStatus({ life }: CodecView): string {
  const registration: State = faultNow(life, "registration_lost") === undefined ? "up" : "down";
  const states: readonly (readonly [string, ...State[]])[] = [
    ["INACALL", life.call === null ? "off" : "up"],
    ["AUTOANSWER", "up"],
    ["REMOTEBATTERY", "up"],
    ["MICROPHONES", "up"],
    ["UCBOARD", "off"],
    ["TIMESERVER", life.clockAheadS === 0 ? "up" : "down"],
    ["GLOBALDIRECTORY", "off", "off", "off", "off", "off"],
    ["IPNETWORK", "up"],
    ["GATEKEEPER", "off"],
    ["SIP_REGISTER", registration],
    ["LOGTHRESHOLD", "off"],
    ["MEETINGPW", "off"],
  ];
  const word = (text: string): string => element("TRANSLATE", text);
  const nodes = states.map(([name, ...said]) =>
    element(
      name,
      element("LABEL", word(name)),
      ...said.map(() => element("HELPLINE", word(`${name}_MSG`))),
      ...said.map((state) => element("STATE", state)),
    ),
  );
  return element("SYSTEMSTATUS", ...nodes);
}

/** "serialnum;version;": one answer for each command, in order. */
function apiCommands(commands: string, codec: CodecView): string {
  const asked = commands
    .split(";")
    .map((command) => command.trim())
    .filter((command) => command !== "");
  const answers = asked.map((command) => {
    const result = resultOf(command, codec);
    const status = result === null ? "failed" : "success";
    return element(
      "apicommand",
      `<command status="${status}">${escaped(command)}</command>`,
      element("result", escaped(`${result ?? ""}\n`)),
    );
  });
  return element("apicommands", ...answers);
}

function resultOf(command: string, codec: CodecView): string | null {
  const { identity } = codec;
  switch (command) {
    case "serialnum":
      return `serialnum ${identity.serial}`;
    case "version":
      return `version "${identity.firmware}"`;
    case "systemsetting get model":
      return `systemsetting model "${identity.model}"`;
    case "systemname get":
      return `systemname ${identity.name}`;
    case "callinfo all":
      return callInfo(codec);
    case "whoami":
      return whoami(codec);
    default:
      return null;
  }
}

/** Numbered by the codec; name and number of the far end, rate, state, microphone, direction and kind. */
function callInfo({ life: { call } }: CodecView): string {
  if (call === null) return "system is not in a call";
  const number = call.farEnd.replace(/^(?:sip|h323):/, "");
  const direction = call.direction === "in" ? "incoming" : "outgoing";
  const facts = [call.callId, number.replace(/@.*$/, ""), number, call.rateKbps, "connected", "notmuted", direction, "videocall"];
  return `callinfo begin\ncallinfo:${facts.join(":")}\ncallinfo end`;
}

function whoami(codec: CodecView): string {
  const { identity, life } = codec;
  const [date, time] = localTime(clockOf(codec));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const { secondsInCalls: seconds } = life;
  const facts: readonly (readonly [string, string])[] = [
    ["Model", identity.model],
    ["Serial Number", identity.serial],
    ["Software Version", identity.firmware],
    [
      "Total Time In Calls",
      `${Math.floor(seconds / 86_400)} Days, ${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`,
    ],
    ["Total Calls", String(life.callsEver)],
    ["Local Time is", `${date.replaceAll("/", " ")} ${time}`],
  ];
  return [
    `Hi, my name is : ${identity.name}`,
    "Here is what I know about myself:",
    ...facts.map(([name, fact]) => `${name}: ${fact}`),
  ].join("\n");
}

function xml(body: string): HttpAnswer {
  return { status: 200, contentType: "text/xml", body: `<?xml version="1.0" standalone="yes"?>\n${body}` };
}
