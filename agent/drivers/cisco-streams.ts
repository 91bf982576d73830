import type { DocumentNode, Field } from "./driver.ts";
import { bitsOfKilobits, type LiveStream, type Picture, ratioOf, saneJitter, streamReadings, untold } from "./live-streams.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";

type Direction = LiveStream["direction"];
type Medium = LiveStream["medium"];

const directions: Readonly<Record<string, Direction>> = { Incoming: "in", Outgoing: "out" };
const media: Readonly<Record<string, Medium>> = { Audio: "audio", Video: "video", Data: "presentation" };

/** TANDBERG wrote as attributes, in small letters, what Cisco writes as elements: status="Active". */
export function told(node: DocumentNode, name: string): string | null {
  return textAt(node, name) ?? textAt(node, `@${name.toLowerCase()}`);
}

/** Three generations of the same figures; a call is written in one of them. */
export function streamsOfCall(call: DocumentNode): LiveStream[] {
  const sets = nodesAt(call, "Channels[]");
  return [...nodesAt(call, "Channel[]").flatMap(streamOfChannel), ...[call, ...sets].flatMap(namedChannels), ...sets.flatMap(streamsOfSet)];
}

/** TC 7, CE and RoomOS: Channel with its Type, Direction, Netstat and Video or Audio. */
function streamOfChannel(channel: DocumentNode): LiveStream[] {
  const medium = media[told(channel, "Type") ?? ""];
  const direction = directions[told(channel, "Direction") ?? ""];
  if (medium === undefined || direction === undefined) return [];
  const role = textAt(channel, "Video/ChannelRole") ?? textAt(channel, "Audio/ChannelRole");
  return streamOf(channel, nodesAt(channel, "Video")[0], role === "Presentation" ? "presentation" : medium, direction);
}

/** C90 of 2008 and its like: IncomingVideoChannel, with the picture beside its Netstat. */
function namedChannels(parent: DocumentNode): LiveStream[] {
  return Object.entries(directions).flatMap(([way, direction]) =>
    Object.entries(media).flatMap(([name, medium]) =>
      nodesAt(parent, `${way}${name}Channel[]`).flatMap((channel) =>
        streamOf(channel, channel, textAt(channel, "ChannelRole") === "Presentation" ? "presentation" : medium, direction),
      ),
    ),
  );
}

function streamOf(channel: DocumentNode, video: DocumentNode, medium: Medium, direction: Direction): LiveStream[] {
  const [netstat] = nodesAt(channel, "Netstat[]");
  const packets = numberAt(netstat, "Packets");
  const bitsPerSecond = numberAt(netstat, "ChannelRate");
  const lost = numberAt(netstat, "Loss");
  // A channel that is open and idle, or switched off: its zeros measure nothing. One that lost all it should have had is neither.
  const isIdle = [packets, bitsPerSecond, lost].every((count) => (count ?? 0) === 0);
  if (isIdle || textAt(video, "Protocol") === "Off") return [];
  const stream: LiveStream = {
    medium,
    direction,
    lossRatio: ratioOf(lost, allPackets(packets, lost, direction)),
    recentLossRatio: recentLoss(netstat),
    jitterMs: saneJitter(numberAt(netstat, "Jitter")),
    latencyMs: numberAt(netstat, "RoundTripTime") || null,
    bitsPerSecond,
    framesPerSecond: numberAt(video, "FrameRate"),
    picture: pictureOf(video),
  };
  return [stream];
}

/**
 * Packets are those received or sent. What was lost on the way in was not received, and comes on top; what was lost on the way
 * out was sent, and is among them.
 */
function allPackets(packets: number | null, lost: number | null, direction: Direction): number | null {
  return packets === null || lost === null || direction === "out" ? packets : packets + lost;
}

/** Both directions tell what arrived, here or, by its own account, at the far end. */
function recentLoss(netstat: DocumentNode): number | null {
  const lost = numberAt(netstat, "LastIntervalLost");
  const received = numberAt(netstat, "LastIntervalReceived");
  return lost === null || received === null ? null : ratioOf(lost, lost + received);
}

function pictureOf(video: DocumentNode): Picture | null {
  const width = numberAt(video, "ResolutionX") ?? 0;
  const height = numberAt(video, "ResolutionY") ?? 0;
  return width > 0 && height > 0 ? { width, height } : null;
}

/** Names of picture sizes, as MXP and MPS tell them. */
const pictures: Readonly<Record<string, Picture>> = {
  QCIF: { width: 176, height: 144 },
  SIF: { width: 352, height: 240 },
  CIF: { width: 352, height: 288 },
  "4SIF": { width: 704, height: 480 },
  "4CIF": { width: 704, height: 576 },
  VGA: { width: 640, height: 480 },
  SVGA: { width: 800, height: 600 },
  XGA: { width: 1024, height: 768 },
  w288p: { width: 512, height: 288 },
  w448p: { width: 768, height: 448 },
  w576p: { width: 1024, height: 576 },
  w720p: { width: 1280, height: 720 },
};

/** MXP and MPS: Channels type="Incoming" with Audio, Video and Data status="Active". The second picture is the presentation. */
function streamsOfSet(set: DocumentNode): LiveStream[] {
  const direction = directions[told(set, "Type") ?? ""];
  if (direction === undefined) return [];
  return Object.entries(media).flatMap(([name, medium]) =>
    nodesAt(set, `${name}[]`)
      .filter((channel) => told(channel, "Status") === "Active")
      .map((channel) => streamOfLine(channel, name === "Video" && textAt(channel, "@item") === "2" ? "presentation" : medium, direction)),
  );
}

function streamOfLine(channel: DocumentNode, medium: Medium, direction: Direction): LiveStream {
  const lost = numberAt(channel, "PacketLoss");
  return {
    ...untold,
    medium,
    direction,
    lossRatio: ratioOf(lost, allPackets(numberAt(channel, "TotalPackets"), lost, direction)),
    jitterMs: saneJitter(numberAt(channel, "Jitter")),
    bitsPerSecond: bitsOfKilobits(numberAt(channel, "Rate")),
    picture: pictures[textAt(channel, "Resolution") ?? ""] ?? null,
  };
}

const toReading: Field["toReading"] = (calls) => streamReadings(calls.flatMap(streamsOfCall));

export const mediaChannels: Field = {
  at: "Status/MediaChannels/Call[]",
  source: "Cisco's schemas of CE 9.15, RoomOS 10.19 and 11.19, MediaChannels/Call/Channel: ChannelRate in bit/s, Jitter in ms by RFC 3550",
  isUnverified: true,
  toReading,
};

/** In the whole status of codecs that have no MediaChannels: told every five minutes, not every minute. */
export const formerChannels: readonly Field[] = [
  {
    at: "Status/Diagnostics/Call[]",
    source: "Codec C90 System Integrator Guide, D14128, Diagnostics/Call/Channels/IncomingVideoChannel/Netstat",
    isUnverified: true,
    toReading,
  },
  {
    at: "Status/Call[]",
    source: "MPS API User Guide, D13639, Call/Channels: TotalPackets, PacketLoss, Jitter, Rate in kbit/s",
    isUnverified: true,
    toReading,
  },
];
