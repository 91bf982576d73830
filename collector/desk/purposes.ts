import type { Directory, Endpoint } from "../directory/directory.ts";
import type { Ledger } from "../ledger/port.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import { monthAt } from "../usage/months.ts";
import { type PurposeTag, standingTags, type Tagged } from "../usage/purpose.ts";
import { type Use, usesOf } from "../usage/uses.ts";
import type { Desk } from "./desk.ts";
import { DeskRefused } from "./desk-refused.ts";
import type { Person } from "./person-gate.ts";
import { secondOf, toldTime } from "./told-time.ts";

/** Where uses are tagged: they are looked for among the calls that are kept. */
export interface PurposeDesk extends Desk {
  readonly calls: Pick<Ledger, "callsOfMany">;
}

/** A use that may be tagged: when and how long, never with whom. Times are s since 1970 UTC. */
export interface TaggableUse extends Tagged {
  readonly endpoint: string;
  readonly name: string;
  readonly at: number;
  readonly seconds: number;
}

const daysShown = 62;
const nearS = 86_400;

/** Uses of a site in the last two months, the newest first. @throws DeskRefused */
export async function taggableUses(desk: PurposeDesk, site: string, person: Pick<Person, "site">): Promise<TaggableUse[]> {
  const endpoints = endpointsOf(desk.directory, site, person);
  const now = Math.floor(desk.now() / 1000);
  const span = { from: now - daysShown * 86_400, to: now };
  const months = { from: monthAt(span.from).name, to: monthAt(now).name };
  const tags = standingTags(await desk.declarations.purposeTags(months));
  const uses: TaggableUse[] = [];
  for (const endpoint of endpoints) {
    for (const use of await usesBetween(desk, endpoint.id, span)) {
      const { purpose = null, users = null } = tagOn(use, endpoint.id, tags) ?? {};
      uses.push({ endpoint: endpoint.id, name: endpoint.name, at: use.startedAt, seconds: use.seconds, purpose, users });
    }
  }
  return uses.toSorted((one, other) => other.at - one.at);
}

function endpointsOf(directory: Directory, site: string, person: Pick<Person, "site">): readonly Endpoint[] {
  if (directory.site(site) === undefined) throw new DeskRefused("SCOPE_UNKNOWN", site);
  if (person.site !== null && person.site !== site) throw new DeskRefused("ROLE_TOO_LOW", site);
  return directory.endpoints.filter((endpoint) => endpoint.site === site);
}

async function usesBetween({ calls }: PurposeDesk, endpoint: string, { from, to }: { from: number; to: number }): Promise<Use[]> {
  const found: Use[] = [];
  for await (const told of calls.callsOfMany([endpoint], from, to)) found.push(...usesOf(told.calls));
  return found.filter(({ startedAt }) => from <= startedAt && startedAt < to);
}

/** A use may begin earlier than it did when it was tagged: a call told late joins it. */
function tagOn({ startedAt, calls }: Use, endpoint: string, tags: readonly PurposeTag[]): PurposeTag | undefined {
  const end = Math.max(...calls.map(({ trueStartedAt, durationS }) => Math.floor(trueStartedAt / 1000) + durationS));
  return tags.findLast((tag) => tag.endpoint === endpoint && tag.usedAt !== null && startedAt <= tag.usedAt && tag.usedAt <= end);
}

/** What a person says of a use, as typed. */
export interface TagWish extends Tagged {
  readonly endpoint: string;
  readonly at: string;
}

/** @throws DeskRefused */
export async function tagUse(desk: PurposeDesk, { endpoint, at, purpose, users }: TagWish, person: Person): Promise<PurposeTag> {
  const site = desk.directory.endpoint(endpoint)?.site;
  if (site === undefined) throw new DeskRefused("SCOPE_UNKNOWN", endpoint);
  endpointsOf(desk.directory, site, person);
  const second = secondOf(toldTime(at, networkTimeZone));
  // Typed by hand, it is known to the minute.
  const use = (await usesBetween(desk, endpoint, { from: second - nearS, to: second + nearS })).find(
    ({ startedAt }) => startedAt === second || Math.floor(startedAt / 60) === second / 60,
  );
  if (use === undefined) throw new DeskRefused("USE_UNKNOWN", endpoint);
  const tags = standingTags(
    await desk.declarations.purposeTags({ from: monthAt(use.startedAt).name, to: monthAt(use.startedAt + nearS).name }),
  );
  const usedAt = tagOn(use, endpoint, tags)?.usedAt ?? use.startedAt;
  return desk.declarations.writePurposeTag({ endpoint, usedAt, purpose, users }, person);
}
