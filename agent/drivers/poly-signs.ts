import type { Evidence } from "./driver.ts";
import { isUnder } from "./object-id.ts";

/** Of Polycom's codecs of twenty years: bare on a Studio X50, recorded, and 2684.1.1, the root of POLYCOM-VIDEO-MIB, on an HDX 8000. */
export const polycomCodecs = "1.3.6.1.4.1.2684";

const hasPolyModel = ({ polyModel }: Evidence): boolean => polyModel !== null && polyModel !== "";

const isPolycom = ({ sysObjectId }: Evidence): boolean => sysObjectId !== null && isUnder(sysObjectId, polycomCodecs);

/** Where nobody typed another name; in the middle of one they name a room that once had such a codec. */
const olderModels = /^\s*(?:Polycom\s+)?(?:HDX|VSX|QDX|V500|ViewStation)\b/i;

/** What a VSX or an HDX says of itself, and no later codec. */
const isOfVideoMib = ({ sysObjectId, sysDescr, polyVideoMib = null }: Evidence): boolean =>
  (sysObjectId ?? polycomCodecs) !== polycomCodecs || polyVideoMib !== null || olderModels.test(sysDescr ?? "");

/** With a model nothing is left to doubt; without one, whatever shows the MIB of the older family is of it. */
export const isOlderPolycom = (evidence: Evidence): boolean => isPolycom(evidence) && !hasPolyModel(evidence);

/** Without a model too: a Group is known to answer a part of its MIB only, and an HDX would show its own. */
export const isNewerPolycom = (evidence: Evidence): boolean => hasPolyModel(evidence) || (isPolycom(evidence) && !isOfVideoMib(evidence));
