import { metricNames as m } from "../../contract/metric-names.ts";
import type { Addresses } from "./addresses.ts";
import { frLinks } from "./fr-house.ts";
import { frSite } from "./fr-site.ts";
import { matrixRow, matrixText } from "./matrix.ts";
import { causeWords, channelStateWords, noneIsGood, partWords, stateNumberWords, stateWords, worseFrom } from "./palette.ts";
import { at, type Panel, type Target } from "./panel.ts";
import { course, presentRows, recorded } from "./query.ts";
import { chosen, chosenTag } from "./variables.ts";

const here = `${chosen.site}, ${chosen.endpoint}`;
const tags = `${chosenTag.site} AND ${chosenTag.endpoint}`;

/** A state holds until the next one: the one that a range begins in began before it. */
const withWhatWasBefore = "time >= ${__from}ms - 400d AND time <= ${__to}ms";

const toPage = ({ collectorUrl }: Addresses): Target => ({
  title: frLinks.page,
  url: `${collectorUrl}/endpoints/\${__data.fields.endpoint}`,
});

/** What state each codec is in, was in, and why. */
export function statePanels(addresses: Addresses): readonly Panel[] {
  return [
    {
      kind: "table",
      id: 4,
      at: at(0, 4, 24, 6),
      words: frSite.now,
      queries: [
        presentRows(
          `(${m.endpointState}{${here}} == 1) * on (endpoint) group_left (cause) ${m.endpointCause}{${here}} * on (endpoint) group_left (name, model, firmware) ${m.endpointInfo}{${here}}`,
          ["endpoint", "state", "cause", "name"],
        ),
      ],
      columns: [
        { field: "name", target: toPage(addresses) },
        { field: "state", values: stateWords, cell: "colour", width: 210 },
        { field: "cause", values: causeWords },
        { field: "model", width: 180 },
        { field: "firmware", width: 160 },
        { field: "endpoint", width: 150 },
      ],
    },
    {
      kind: "states",
      id: 5,
      at: at(0, 10, 24, 6),
      words: frSite.states,
      queries: [
        recorded(
          `SELECT "state_code" FROM "endpoint_state" WHERE ${tags} AND ${withWhatWasBefore} GROUP BY "endpoint"`,
          ["time", "state_code", "endpoint"],
          "$tag_endpoint",
        ),
      ],
      values: stateNumberWords,
    },
    {
      kind: "states",
      id: 6,
      at: at(0, 16, 24, 6),
      words: frSite.causes,
      queries: [
        recorded(
          `SELECT "cause" FROM "endpoint_state" WHERE ${tags} AND ${withWhatWasBefore} GROUP BY "endpoint"`,
          ["time", "cause", "endpoint"],
          "$tag_endpoint",
        ),
      ],
      values: causeWords,
    },
  ];
}

const ms = (series: string): string => `1000 * ${series}{${here}}`;

/** By what the state is known: polls, channels, parts, the machine itself, and the agent that watches it. */
export const evidencePanels: readonly Panel[] = [
  {
    kind: "table",
    id: 7,
    at: at(0, 22, 14, 7),
    words: frSite.proofs,
    queries: [
      presentRows(
        matrixText(
          {
            since: ms(m.endpointStateSince),
            proof: ms(m.endpointLastProof),
            poll: ms(m.endpointLastObservation),
            uptime: `${m.endpointUptime}{${here}}`,
            restarts: `sum by (endpoint) (${m.endpointRestarts}{${here}})`,
            calls: `${m.endpointActiveCalls}{${here}}`,
          },
          "endpoint",
        ),
        ["endpoint", "what", "Value"],
      ),
    ],
    matrix: { row: "endpoint", column: "what" },
    columns: [
      { field: matrixRow("endpoint") },
      { field: "since", unit: "dateTimeFromNow" },
      { field: "proof", unit: "dateTimeFromNow" },
      { field: "poll", unit: "dateTimeFromNow" },
      { field: "uptime", unit: "s", decimals: 0 },
      { field: "restarts", unit: "none" },
      { field: "calls", unit: "none" },
    ],
  },
  {
    kind: "table",
    id: 8,
    at: at(14, 22, 5, 7),
    words: frSite.parts,
    queries: [presentRows(`max by (endpoint, part) (${m.endpointFailedParts}{${here}})`, ["endpoint", "part", "Value"])],
    columns: [
      { field: "part", values: partWords },
      { field: "Value", unit: "none", steps: noneIsGood, cell: "colour", width: 90 },
      { field: "endpoint" },
    ],
    sort: { field: "Value", isDescending: true },
  },
  {
    kind: "table",
    id: 9,
    at: at(19, 22, 5, 7),
    words: frSite.channels,
    queries: [presentRows(`${m.endpointChannelState}{${here}} == 1`, ["endpoint", "channel", "state"])],
    columns: [{ field: "channel" }, { field: "state", values: channelStateWords, cell: "colour" }, { field: "endpoint" }],
  },
  {
    kind: "lines",
    id: 10,
    at: at(0, 29, 12, 8),
    words: frSite.uptime,
    queries: [course(`max by (endpoint) (${m.endpointUptime}{${here}})`, ["endpoint"], "{{endpoint}}")],
    lookBack: "30d",
    unit: "s",
    min: 0,
  },
  {
    kind: "lines",
    id: 11,
    at: at(12, 29, 12, 8),
    words: frSite.temperature,
    queries: [
      recorded(
        `SELECT max("temperature_celsius") AS "temperature" FROM "endpoint_reading" WHERE ${tags} AND $timeFilter GROUP BY time($__interval), "endpoint" fill(none)`,
        ["time", "temperature", "endpoint"],
        "$tag_endpoint",
      ),
    ],
    lookBack: "7d",
    unit: "celsius",
  },
  {
    kind: "table",
    id: 12,
    at: at(0, 37, 24, 6),
    words: frSite.agent,
    queries: [
      presentRows(
        matrixText(
          {
            contact: `1000 * ${m.agentLastContact}{${chosen.site}}`,
            newest: `1000 * ${m.agentNewestObservation}{${chosen.site}}`,
            clock: `${m.agentClockOffset}{${chosen.site}}`,
            waiting: `${m.agentOutboxObservations}{${chosen.site}}`,
            lost: `sum by (agent) (${m.agentLost}{${chosen.site}})`,
            late: `${m.agentLatePolls}{${chosen.site}}`,
          },
          "agent",
        ),
        ["agent", "what", "Value"],
      ),
    ],
    matrix: { row: "agent", column: "what" },
    columns: [
      { field: matrixRow("agent") },
      { field: "contact", unit: "dateTimeFromNow" },
      { field: "newest", unit: "dateTimeFromNow" },
      { field: "clock", unit: "s", decimals: 1, steps: worseFrom(5, 30), cell: "colour" },
      { field: "waiting", unit: "none", steps: worseFrom(1_000, 10_000), cell: "colour" },
      { field: "lost", unit: "none", steps: noneIsGood, cell: "colour" },
      { field: "late", unit: "none" },
    ],
  },
];
