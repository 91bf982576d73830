import { Type } from "typebox";
import { EndpointId } from "../../contract/ids.ts";
import { purposes, userKinds } from "../usage/purpose.ts";
import { DeskRefused } from "./desk-refused.ts";
import type { Person } from "./person-gate.ts";
import { type PurposeDesk, type TaggableUse, taggableUses, tagUse } from "./purposes.ts";
import { answering, post, type Room } from "./room.ts";

const chosen = {
  purpose: Type.Union([Type.Enum([...purposes]), Type.Null()], { description: "null: nothing is said of it" }),
  users: Type.Union([Type.Enum([...userKinds]), Type.Null()], { description: "A kind, never a name" }),
};
const at = Type.String({ maxLength: 40, description: "When the use began: 2026-11-24T18:00, or with an offset" });

/** `POST /v1/uses/purposes`: from lists alone, so that nobody is ever named. */
const NewTag = Type.Object({ endpoint: EndpointId, at, ...chosen }, { additionalProperties: false });

const UseBody = Type.Object({
  endpoint: Type.String(),
  at: Type.String({ format: "date-time" }),
  minutes: Type.Integer(),
  ...chosen,
});
const TagBody = Type.Object({ endpoint: Type.String(), month: Type.String(), ...chosen });

const useBody = ({ endpoint, at: second, seconds, purpose, users }: TaggableUse) => ({
  endpoint,
  at: new Date(second * 1000).toISOString(),
  minutes: Math.floor(seconds / 60),
  purpose,
  users,
});

/** Who came, and what for: for operators, and for the concierge of a site with a token of that site. */
export function purposeRoutes(room: Room, desk: PurposeDesk): void {
  const { app, admit, writerOf } = room;
  const list = {
    summary: "Uses of a site in the last two months, and what was said of them",
    querystring: Type.Object({ site: Type.String() }),
    ...answering(200, Type.Object({ uses: Type.Array(UseBody) })),
  };
  const options = { onRequest: admit("site"), validatorCompiler: () => () => true, schema: list };
  const usesOf = async (site: unknown, person: Person) => {
    if (typeof site !== "string") throw new DeskRefused("REQUEST_INVALID", "site");
    return { uses: (await taggableUses(desk, site, person)).map(useBody) };
  };
  app.get<{ Querystring: { site?: string } }>("/v1/uses", options, (request) => usesOf(request.query.site, writerOf(request)));
  const write = { summary: "Says what a use was for, and who came; the last word counts", ...answering(201, TagBody) };
  const tagging = async (wish: Parameters<typeof tagUse>[1], request: object & { log: { info(facts: object, message: string): void } }) => {
    const { endpoint, month, purpose, users, by } = await tagUse(desk, wish, writerOf(request));
    request.log.info({ endpoint, who: by }, "use tagged");
    return { endpoint, month, purpose, users };
  };
  post(room, "/v1/uses/purposes", NewTag, write, (wish, _asking, request) => tagging(wish, request), { role: "site" });
}
