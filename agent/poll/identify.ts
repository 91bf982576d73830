import type { Channel } from "../../contract/observation.ts";
import type { DocumentNode, Driver, Signature, WebAccess, WebBanner } from "../drivers/driver.ts";
import { genericMib2 } from "../drivers/generic-mib2.ts";
import { drivers } from "../drivers/index.ts";
import { eitherOf } from "../drivers/ownership.ts";
import { driversFor, evidenceOf, evidenceOids, recognise } from "../drivers/recognise.ts";
import { isNeverReached } from "../transport/http-failures.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { ChannelResult } from "./ask-snmp.ts";
import { type Fetched, fetchDocument } from "./fetch-document.ts";
import type { Askers, HttpAsker, SnmpAsker } from "./overhear.ts";
import type { VainKnock } from "./vain-knocks.ts";

export interface Identification {
  readonly driver: Driver | null;
  readonly notACodec: string | null;
  /** How the channels behaved while nothing was recognised. */
  readonly results: Readonly<Partial<Record<Channel, ChannelResult>>>;
  /** Its web interface was shown the password, and was nobody's that we know. Null: it was not, or it was a codec's. */
  readonly knockedInVain: VainKnock | null;
}

/** What one channel told. */
interface Told {
  readonly driver?: Driver;
  readonly notACodec?: string;
  /** The families it may be of, the likeliest first, where SNMP leaves a doubt. */
  readonly mayBe?: readonly Driver[];
  /** Its number names this maker, of codecs and of other things; which of them it is was not said. */
  readonly makerAlone?: string;
  readonly knockedInVain?: VainKnock;
  readonly result: ChannelResult;
}

/**
 * Tells the family of a codec from what it says itself: SNMP first, then the web interface where SNMP says nothing precise.
 *
 * @param whyNotKnock what came of it when the web interface was last shown the password in vain, for as long as it is left alone
 */
export async function identify({ snmp, http }: Askers, timeoutMs: number, whyNotKnock: NoAnswer | null = null): Promise<Identification> {
  const bySnmp = snmp === null ? null : await askEvidence(snmp);
  const byHttp = http === null || isSettled(bySnmp) ? null : await askWebUnless(whyNotKnock, http, timeoutMs, bySnmp);
  const notACodec = bySnmp?.notACodec ?? byHttp?.notACodec ?? null;
  return {
    driver: notACodec === null ? familyOf(bySnmp, byHttp) : null,
    notACodec,
    results: { ...(bySnmp === null ? {} : { snmp: bySnmp.result }), ...(byHttp === null ? {} : { http: byHttp.result }) },
    knockedInVain: byHttp?.knockedInVain ?? null,
  };
}

/** Nothing is left for its web interface to tell. */
function isSettled(bySnmp: Told | null): boolean {
  if (bySnmp?.notACodec !== undefined) return true;
  return bySnmp?.driver !== undefined && bySnmp.driver !== genericMib2 && bySnmp.mayBe === undefined;
}

/** A family that only its web page names has nothing to be asked there: it counts where SNMP answers. */
function familyOf(bySnmp: Told | null, byHttp: Told | null): Driver | null {
  const isWatchable = byHttp?.result.outcome === "answered" || bySnmp?.driver !== undefined || bySnmp?.makerAlone !== undefined;
  return (isWatchable ? byHttp?.driver : undefined) ?? bySnmp?.driver ?? null;
}

const notACodecResult: ChannelResult = { outcome: "garbled", note: "not_a_codec" };
const unknownFamily: NoAnswer = { outcome: "garbled", note: "unknown_family" };
/** Not asked anything as a codec; whoever knows that it is one declares its family. */
const makerAloneResult: ChannelResult = { outcome: "garbled", note: "maker_alone" };
const nothing = evidenceOf([]);

async function askEvidence(snmp: SnmpAsker): Promise<Told> {
  const answer = await snmp.get(evidenceOids);
  if (answer.outcome !== "answered") return { result: answer };
  const evidence = evidenceOf(answer.values);
  const recognition = recognise(evidence);
  if (recognition === null) return { result: unknownFamily };
  if ("makerAlone" in recognition) return { ...recognition, result: makerAloneResult };
  if ("notACodec" in recognition) return { ...recognition, result: notACodecResult };
  const mayBe = driversFor(evidence).filter((driver) => driver !== genericMib2);
  return { ...recognition, ...(mayBe.length > 1 && { mayBe }), result: { outcome: "answered" } };
}

/**
 * First what the web interface shows to anybody, so that the password is not tried in ways it was not made for, and not at all at the door
 * of a device of which only the maker is known: it may be a telephone, a switch, a camera.
 */
async function askWeb(http: HttpAsker, timeoutMs: number, bySnmp: Told | null): Promise<Told> {
  const web = await http.banner(timeoutMs);
  const recognition = recognise({ ...nothing, web });
  if (recognition !== null && "notACodec" in recognition) return { ...recognition, result: notACodecResult };
  const shown = driversFor({ ...nothing, web });
  const [named] = shown;
  if (bySnmp?.mayBe !== undefined) return knock(http, amongThose(bySnmp.mayBe, shown, web));
  if (named === undefined && bySnmp?.makerAlone !== undefined) return { result: makerAloneResult };
  if (named === undefined) return knock(http, likeliestFirst(drivers, web));
  const told = await knock(http, shown);
  return told.driver === undefined ? { ...told, driver: named } : told;
}

/** What is asked once, whatever number of families it tells apart. */
interface Door {
  readonly access: WebAccess;
  readonly signature: Signature;
  readonly families: readonly Driver[];
}

/** Families that are asked the same in the same way: the password is shown there once. */
function doorsOf(families: readonly Driver[]): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const driver of families) {
    const { signature } = driver;
    if (signature === undefined) continue;
    const access = accessOf(driver);
    const key = `${access.kind} ${signature.path}`;
    const before = doors.get(key);
    doors.set(key, { access, signature: before?.signature ?? signature, families: [...(before?.families ?? []), driver] });
  }
  return [...doors.values()];
}

const isOurs = (driver: Driver, tree: DocumentNode): boolean => driver.signature?.ownership.of(tree) === "ours";

const askWebUnless = (whyNot: NoAnswer | null, http: HttpAsker, timeoutMs: number, bySnmp: Told | null): Promise<Told> =>
  whyNot === null ? askWeb(http, timeoutMs, bySnmp) : Promise.resolve({ result: whyNot });

/** Asks each family's signature. One wrong password is enough: the next sign-in would be refused too, and the codec may lock the account. */
async function knock(http: HttpAsker, families: readonly Driver[]): Promise<Told> {
  const doors = doorsOf(families);
  let busy: NoAnswer | null = null;
  for (const [place, door] of doors.entries()) {
    const fetched = await askAt(http, door);
    if (fetched.outcome === "answered") {
      const driver = door.families.find((each) => isOurs(each, fetched.tree));
      if (driver !== undefined) return { driver, result: { outcome: "answered" } };
    } else if (isTheEnd(fetched, doors)) return place > 0 ? afterOtherDoors(fetched) : { result: fetched };
    else if (startingNotes.has(fetched.note)) busy ??= fetched;
  }
  const why = busy ?? unknownFamily;
  return { result: why, ...(doors.length > 0 && { knockedInVain: { why, mayPass: busy !== null } }) };
}

/** Who answered at one door and hangs at the next is no silence: somebody is there, and was told the password. */
function afterOtherDoors(fetched: NoAnswer): Told {
  if (fetched.outcome !== "silent" || isNeverReached(fetched)) return { result: fetched };
  const why: NoAnswer = { outcome: "garbled", note: fetched.note };
  return { result: why, knockedInVain: { why, mayPass: true } };
}

/** As codecs answer while they start: the server has nothing behind it yet, and says nothing of whose it is. */
const startingNotes = new Set(["http_502", "http_503", "http_504"]);

function askAt(http: HttpAsker, { access, signature, families }: Door): Promise<Fetched> {
  http.useAccess(access);
  const rules = families.flatMap((driver) => driver.signature?.ownership.of ?? []);
  return fetchDocument(http, { ...signature, ownership: { ...signature.ownership, of: eitherOf(...rules) } }, signatureMs);
}

/** Any web server may answer a sign-in with something that opens no session: that is no word on the password, and others are at home next door. */
function isTheEnd({ outcome, note }: NoAnswer, doors: readonly Door[]): boolean {
  return outcome === "silent" || isNeverReached({ note }) || (outcome === "refused" && (note !== "no_session" || doors.length === 1));
}

/** A page or a first document; who needs longer is asked again a minute later. */
const signatureMs = 20_000;

const accessOf = ({ access }: Driver): WebAccess => access ?? { kind: "basic" };

/** Of the families that SNMP leaves to choose from, those that the page names, or all. */
function amongThose(mayBe: readonly Driver[], shown: readonly Driver[], web: WebBanner | null): readonly Driver[] {
  const both = mayBe.filter((driver) => shown.includes(driver));
  return likeliestFirst(both.length > 0 ? both : mayBe, web);
}

/** A web interface that asks for a name itself tells how; one that does not wants a session. */
function likeliestFirst(families: readonly Driver[], web: WebBanner | null): readonly Driver[] {
  if (web === null) return families;
  const fits = (driver: Driver): boolean => wayIn(web).includes(accessOf(driver).kind);
  return [...families.filter(fits), ...families.filter((driver) => !fits(driver))];
}

function wayIn({ challenge }: WebBanner): readonly WebAccess["kind"][] {
  if (/\bDigest\b/i.test(challenge ?? "")) return ["digest"];
  if (/\bBasic\b/i.test(challenge ?? "")) return ["basic"];
  return ["session", "token"];
}
