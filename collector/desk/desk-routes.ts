import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import { type Static, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { PersonRole, Writer } from "../ledger/declarations.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { type Asking, correctMaintenance, type Desk, declareMaintenance, historyOf, noteIncident, withdrawMaintenance } from "./desk.ts";
import { foresightBody, maintenanceBody, noteBody, traceBody } from "./desk-answers.ts";
import { DeskRefused, deskRefusals } from "./desk-refused.ts";
import {
  DeskRefusalBody,
  MaintenanceCorrection,
  MaintenanceEntryBody,
  NewMaintenance,
  NewNote,
  NoteBody,
  TraceBody,
  Withdrawal,
  WrittenMaintenance,
} from "./desk-schemas.ts";
import { foresightOf } from "./foresight.ts";
import { type Gate, personAsking } from "./person-gate.ts";

const longestRequest = 16_384;
const mostTraces = 1_000;

/** The API for people and their programs. Every route asks for a person's token; agents' credentials are worth nothing here. */
export function deskRoutes(desk: Desk, gate: Gate): FastifyPluginCallback {
  return (app, _, done) => {
    const writers = new WeakMap<object, Writer>();
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
    const room: Room = {
      desk,
      app,
      // Before the body is read: a stranger sends none.
      admit: (role) => async (request) => void writers.set(request, await personAsking(gate, request, role)),
      writerOf: (request) => writers.get(request) ?? nobody,
    };
    maintenanceRoutes(room);
    incidentRoutes(room);
    auditRoute(room);
    done();
  };
}

/** No route of the room is without its gate. */
const nobody: Writer = { who: "nobody", origin: "" };

interface Room {
  readonly desk: Desk;
  readonly app: FastifyInstance;
  readonly admit: (role: PersonRole) => (request: FastifyRequest) => Promise<void>;
  readonly writerOf: (request: object) => Writer;
}

function maintenanceRoutes(room: Room): void {
  const { desk, app, admit } = room;
  const { declarations } = desk;
  const entries = Type.Object({ entries: Type.Array(MaintenanceEntryBody) });
  const list = { summary: "All maintenances: every entry, in order; the last one of each says how it stands", ...answering(200, entries) };
  app.get("/v1/maintenance", { onRequest: admit("viewer"), schema: list }, async () => ({
    entries: (await declarations.maintenanceEntries()).map(maintenanceBody),
  }));
  const one = { summary: "The entries of one maintenance", ...answering(200, entries) };
  app.get<OfId>("/v1/maintenance/:id", { onRequest: admit("viewer"), schema: one }, async ({ params }) => ({
    entries: (await historyOf(declarations, params.id)).map(maintenanceBody),
  }));
  const written = answering(201, WrittenMaintenance);
  const told = async (request: Pick<FastifyRequest, "log" | "ip">, entry: MaintenanceEntry) => {
    request.log.info({ maintenance: entry.id, act: entry.act, who: entry.by, source: request.ip }, "maintenance written");
    const foresight = foresightOf(await declarations.maintenanceEntries(), entry.id, desk.directory, Math.floor(desk.now() / 1000));
    return { ...maintenanceBody(entry), ...foresightBody(foresight) };
  };
  post(room, "/v1/maintenance", NewMaintenance, { summary: "Declares a maintenance", ...written }, async (wish, asking, request) =>
    told(request, await declareMaintenance(desk, wish, asking)),
  );
  const correct = { summary: "Corrects a maintenance by a further entry; what is not said stays", ...written };
  post(room, "/v1/maintenance/:id/corrections", MaintenanceCorrection, correct, async (wish, asking, request) =>
    told(request, await correctMaintenance(desk, request.params.id, wish, asking)),
  );
  const withdraw = { summary: "Withdraws a maintenance: its time is given back to the service", ...written };
  post(room, "/v1/maintenance/:id/withdrawal", Withdrawal, withdraw, async ({ reason }, asking, request) =>
    told(request, await withdrawMaintenance(desk, request.params.id, reason, asking)),
  );
}

interface OfId {
  readonly Params: { readonly id: string };
}

function incidentRoutes(room: Room): void {
  const { desk, app, admit } = room;
  const list = {
    summary: "What people said of incidents, in order; of one endpoint where it is named",
    querystring: Type.Object({ endpoint: Type.Optional(Type.String()) }),
    ...answering(200, Type.Object({ notes: Type.Array(NoteBody) })),
  };
  app.get<{ Querystring: { endpoint?: string } }>(
    "/v1/incidents/notes",
    { onRequest: admit("viewer"), validatorCompiler: () => () => true, schema: list },
    async ({ query }) => ({ notes: (await desk.declarations.incidentNotes(query.endpoint)).map(noteBody) }),
  );
  const write = { summary: "Acknowledges, comments or attributes the incident that covers an instant", ...answering(201, NoteBody) };
  post(room, "/v1/incidents/notes", NewNote, write, async (wish, asking, request) => {
    const note = await noteIncident(desk, wish, asking);
    request.log.info({ endpoint: note.endpoint, act: note.said.kind, who: note.by, source: request.ip }, "incident note written");
    return noteBody(note);
  });
}

function auditRoute({ desk, app, admit }: Room): void {
  const schema = {
    summary: "The trace of every write by people, newest first",
    querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostTraces, default: 100 })) }),
    ...answering(200, Type.Object({ entries: Type.Array(TraceBody) })),
  };
  const validatorCompiler = () => () => true;
  app.get<{ Querystring: { limit?: string } }>(
    "/v1/audit",
    { onRequest: admit("viewer"), validatorCompiler, schema },
    async ({ query }) => {
      const limit = Number(query.limit ?? 100);
      if (!Number.isInteger(limit) || limit < 1 || limit > mostTraces) throw new DeskRefused("REQUEST_INVALID", "limit");
      return { entries: (await desk.declarations.trace(limit)).map(traceBody) };
    },
  );
}

type Documentation = ReturnType<typeof answering> & { readonly summary: string };

/** A route that writes: for operators, checked at the door, once where the request carries a key. */
function post<Body extends TSchema>(
  { app, admit, writerOf }: Room,
  path: string,
  body: Body,
  documentation: Documentation,
  act: (wish: Static<Body>, asking: Asking, request: FastifyRequest<OfId>) => Promise<object>,
): void {
  const check = Compile(body);
  const options = {
    onRequest: admit("operator"),
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
function answering(status: number, body: TSchema) {
  const byStatus = Map.groupBy(Object.entries(deskRefusals), ([, refusal]) => refusal.status);
  const response: Record<string, TSchema> = { [status]: { ...body, description: "As asked" } };
  for (const [code, entries] of byStatus) {
    response[code] = { ...DeskRefusalBody, description: entries.map(([name, { meaning }]) => `${name}: ${meaning}`).join(". ") };
  }
  const security: Record<string, string[]>[] = [{ personToken: [] }];
  return { tags: ["people"], security, response };
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
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
