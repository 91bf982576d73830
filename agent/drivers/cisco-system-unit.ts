import { nothingThere, ofCiscoCodec } from "./cisco-answers.ts";
import type { Document, Field, OwnershipRule, Signature } from "./driver.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";
import { numberReading, textReading } from "./readings.ts";

const api = "Cisco xAPI";

export const ofSystemUnit: OwnershipRule = {
  source: `${api} Status/SystemUnit, on every codec, recorded on CE 9.6 and RoomOS 11.19`,
  of: withPlaces("Status/SystemUnit"),
};

const systemUnit = {
  path: "/getxml?location=/Status/SystemUnit",
  format: "xml",
  ownership: {
    source: `${ofSystemUnit.source}; a codec of the TANDBERG age that does not know the place answers Fault/XPathError, D14128`,
    of: eitherOf(ofSystemUnit.of, withPlaces("Fault/XPathError")),
  },
} as const;

/** Stricter than a poll: a fault tells the maker, not that this family is spoken, and MXP answers at the same place. */
export const ciscoSignature: Signature = {
  ...systemUnit,
  ownership: { source: `${ofSystemUnit.source}; the software of MXP is named F1 to F9`, of: ofCiscoCodec },
};

/** A small part of the tree, for the question asked every minute. */
export const ciscoSystemUnit: Document = {
  ...systemUnit,
  fields: [
    {
      at: "Status/SystemUnit/Uptime",
      source: `${api} Status/SystemUnit/Uptime, s, does not wrap`,
      toReading: ([node]) => numberReading("uptime_seconds", numberAt(node)),
    },
    {
      at: "Status/SystemUnit/State/NumberOfActiveCalls",
      source: `${api} Status/SystemUnit/State/NumberOfActiveCalls`,
      toReading: ([node]) => numberReading("active_calls", numberAt(node)),
    },
  ],
};

/** TC 4 has a number for each of its boards, and none for the whole. */
const boardSerial: Field = {
  at: "Status/SystemUnit/Hardware/MainBoard/SerialNumber",
  source: "Codec C90 System Integrator Guide, D14128",
  isUnverified: true,
  toReading: ([node]) => textReading("serial", textAt(node)),
};

export const ciscoIdentity: Document = {
  ...systemUnit,
  fields: [
    {
      at: "Status/SystemUnit/ProductId",
      source: `${api} Status/SystemUnit/ProductId`,
      toReading: ([node]) => textReading("model", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Software/Version",
      source: `${api} Status/SystemUnit/Software/Version`,
      toReading: ([node]) => textReading("firmware", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Hardware/Module/SerialNumber",
      source: `${api} Status/SystemUnit/Hardware/Module/SerialNumber`,
      toReading: ([node]) => textReading("serial", textAt(node)),
    },
    boardSerial,
  ],
};

/** Live quality is asked during calls only, and a call through another maker's cloud has no media channels to show. */
export const mediaChannelsAnswer: OwnershipRule = {
  source: `${api} Status/MediaChannels; a codec without media channels answers with a Status that lacks them`,
  of: (tree) => (nodesAt(tree, "Status/MediaChannels").length > 0 ? withPlaces("Status/MediaChannels")(tree) : nothingThere(tree)),
};
