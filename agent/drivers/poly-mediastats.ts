import type { Medium } from "../../contract/call.ts";
import type { Document, DocumentNode } from "./driver.ts";
import { bitsOfKilobits, type LiveStream, type Picture, saneJitter, streamReadings, untold } from "./live-streams.ts";
import { numberAt, textAt } from "./node-access.ts";
import { listWith } from "./ownership.ts";
import { meaningOf } from "./words.ts";

const media: Readonly<Record<string, Medium>> = { AUDIO: "audio", VIDEO: "video", CONTENT: "presentation" };
const directions: Readonly<Record<string, "in" | "out">> = { RX: "in", TX: "out" };

const pictures: Readonly<Record<string, Picture>> = {
  "2160p": { width: 3840, height: 2160 },
  "1080p": { width: 1920, height: 1080 },
  "720p": { width: 1280, height: 720 },
  "4CIF": { width: 704, height: 576 },
  "4SIF": { width: 704, height: 480 },
  CIF: { width: 352, height: 288 },
  SIF: { width: 352, height: 240 },
};

/** "1920x1080", or a name for it. Null: another name. */
export function pictureOf(format: string | null): Picture | null {
  const [, width = "", height = ""] = /^(\d{2,5})\s*[xX]\s*(\d{2,5})$/.exec(format ?? "") ?? [];
  return width === "" ? (meaningOf(pictures, format) ?? null) : { width: Number(width), height: Number(height) };
}

/** packetLoss is a count over nothing that is told; on a Group the percentage is said to be that of the last five seconds. */
function streamOf(node: DocumentNode): LiveStream[] {
  const medium = meaningOf(media, textAt(node, "mediaType"));
  const direction = meaningOf(directions, textAt(node, "mediaDirection"));
  if (medium === undefined || direction === undefined) return [];
  const hasPicture = medium !== "audio";
  return [
    {
      ...untold,
      medium,
      direction,
      recentLossRatio: ratioOfPercent(numberAt(node, "percentPacketLoss")),
      jitterMs: saneJitter(numberAt(node, "jitter")),
      bitsPerSecond: bitsOfKilobits(numberAt(node, "actualBitRate")),
      framesPerSecond: hasPicture ? numberAt(node, "actualFrameRate") : null,
      picture: hasPicture ? pictureOf(textAt(node, "mediaFormat")) : null,
    },
  ];
}

function ratioOfPercent(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}

const source =
  "REST of Poly VideoOS and RealPresence Group: names in code of AVISPL, actualBitRate in kbit/s, loss in percent, as coarse as the codec rounds it; never recorded";

/** Asked of conferences that have a connection: the one called PENDING is none. */
export const polyMediaStats: Document = {
  path: "/rest/conferences/{}/mediastats",
  each: { of: "/rest/conferences", at: "[]/connections[]/parentConfId" },
  format: "json",
  ownership: { source, isUnverified: true, of: listWith("mediaType", "mediaDirection") },
  mayBeMissing: true,
  fields: [{ at: "[]", source, isUnverified: true, toReading: (nodes) => streamReadings(nodes.flatMap(streamOf)) }],
};
