import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Static, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { PersonRole } from "../ledger/declarations.ts";
import type { Asking, Desk } from "./desk.ts";
import { DeskRefused, deskRefusals } from "./desk-refused.ts";
import { DeskRefusalBody } from "./desk-schemas.ts";
import type { Person } from "./person-gate.ts";

const usualLongest = 16_384;

/** What the routes of one plugin share. */
export interface Room {
  readonly desk: Desk;
  readonly app: FastifyInstance;
  readonly admit: (role: PersonRole) => (request: FastifyRequest) => Promise<void>;
  readonly writerOf: (request: object) => Person;
}

export interface OfId {
  readonly Params: { readonly id: string };
}

type Documentation = ReturnType<typeof answering> & { readonly summary: string };

/** A route that writes: for operators unless told, checked at the door, once where the request carries a key. */
export function post<Body extends TSchema>(
  { app, admit, writerOf }: Room,
  path: string,
  body: Body,
  documentation: Documentation,
  act: (wish: Static<Body>, asking: Asking, request: FastifyRequest<OfId>) => Promise<object>,
  { role = "operator", longestRequest = usualLongest }: { readonly role?: PersonRole; readonly longestRequest?: number } = {},
): void {
  const check = Compile(body);
  const options = {
    onRequest: admit(role),
    bodyLimit: longestRequest,
    validatorCompiler: () => () => true,
    schema: { ...documentation, body, headers: keyHeader },
  };
  app.post<OfId>(path, options, async (request, reply) => {
    const wish: unknown = request.body;
    if (!check.Check(wish)) throw new DeskRefused("REQUEST_INVALID", firstProblem(check, wish));
    const key = keyOf(request);
    const asked = `${request.url}\n${JSON.stringify(wish)}`;
    const once = key === null ? {} : { once: { key, request: createHash("sha256").update(asked).digest("hex") } };
    const written = await act(wish, { writer: writerOf(request), ...once }, request);
    return reply.code(201).send(written);
  });
}

const keyHeader = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({ description: "Drawn by you: a request that comes again with it within a day writes once" }),
  ),
});

function keyOf({ headers }: Pick<FastifyRequest, "headers">): string | null {
  const key = headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,128}$/.test(key)) throw new DeskRefused("REQUEST_INVALID", "Idempotency-Key");
  return key;
}

/** Where it is wrong; never what was written there. */
function firstProblem(check: { Errors(value: unknown): readonly { instancePath: string; message: string }[] }, value: unknown): string {
  const [problem] = check.Errors(value);
  return problem === undefined ? "" : `${problem.instancePath}: ${problem.message}`;
}

/** @param status of the good answer */
export function answering(status: number, body: TSchema) {
  const byStatus = Map.groupBy(Object.entries(deskRefusals), ([, refusal]) => refusal.status);
  const response: Record<string, TSchema> = { [status]: { ...body, description: "As asked" } };
  for (const [code, entries] of byStatus) {
    response[code] = { ...DeskRefusalBody, description: entries.map(([name, { meaning }]) => `${name}: ${meaning}`).join(". ") };
  }
  const security: Record<string, string[]>[] = [{ personToken: [] }];
  return { tags: ["people"], security, response };
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = error instanceof DeskRefused ? error : refusalOfServerError(error, request);
  const { code, status, retryAfterMs } = refused;
  const isAtTheDoor = status === 401 || status === 403 || status === 429;
  if (isAtTheDoor) {
    request.log.warn({ code, source: request.ip }, "person refused");
    // Otherwise the rest of a body would still be received, only to be thrown away.
    reply.header("connection", "close");
  }
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="vigie people"');
  if (retryAfterMs !== null) reply.header("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  return reply.code(status).send({ code, message: refused.message });
}

/** A body that is too long or no JSON is the sender's fault; the rest is ours. */
function refusalOfServerError(error: unknown, request: FastifyRequest): DeskRefused {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : null;
  if (typeof status === "number" && status < 500) return new DeskRefused("REQUEST_INVALID", "the body cannot be read");
  request.log.error({ err: error }, "a person's request could not be answered");
  return new DeskRefused("LEDGER_UNAVAILABLE");
}
