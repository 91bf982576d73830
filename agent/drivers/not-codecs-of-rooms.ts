import { type NotACodec, type NotCodecKind, title } from "./not-a-codec.ts";

/** By name: what stands beside a codec in its rack or its room, and has an SNMP agent or a page of its own. */
const named = (kind: NotCodecKind, says: Readonly<Record<string, RegExp>>): NotACodec[] =>
  Object.entries(says).map(([maker, describes]) => ({ maker, kind, describes, web: title(describes), source: "names of the products" }));

/** Sound, control, recording and presentation of a room, and what else has a plug there. */
export const devicesOfRooms: readonly NotACodec[] = [
  ...named("video recorder", { Extron: /\bSMP ?\d{3}\b/, Epiphan: /\bEpiphan\b/i }),
  ...named("control system", { Extron: /\bIPCP\b/, Crestron: /\bCrestron (?:CP|PRO|MC|RMC)\d/ }),
  ...named("audio processor", {
    Biamp: /\bBiamp\b|\bTesira/i,
    "Q-SYS": /\bQ-SYS\b/i,
    Shure: /^Shure\b|\bShure (?:P300|MXA|MXW|IntelliMix)/i,
    Polycom: /\bSoundStructure\b/i,
  }),
  ...named("presentation system", { Kramer: /\bKramer\b.*\bVIA\b|\bVIA (?:Connect|Campus|GO)\b/i }),
  ...named("display player", { BrightSign: /\bBrightSign\b/i }),
  ...named("display", { Samsung: /\bSamsung\b.*\b(?:Display|Signage|MagicInfo)\b/i }),
  ...named("camera", { Polycom: /\bEagleEye Director\b/i }),
  ...named("industrial controller", {
    Siemens: /\bSIMATIC\b|^Siemens\b.*\bS7\b/i,
    Schneider: /\bModicon\b|\bBMX ?[PN]/,
    WAGO: /\bWAGO\b/,
    Rockwell: /\bAllen-Bradley\b/i,
    Beckhoff: /\bBeckhoff\b/i,
  }),
];
