import type { FastifyPluginCallback, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { alertRoutes } from "./alert-routes.ts";
import { campaignRoutes } from "./campaign-routes.ts";
import { correctMaintenance, declareMaintenance, historyOf, noteIncident, withdrawMaintenance } from "./desk.ts";
import { foresightBody, maintenanceBody, noteBody, traceBody } from "./desk-answers.ts";
import { DeskRefused } from "./desk-refused.ts";
import { MaintenanceCorrection, NewMaintenance, NewNote, NoteBody, TraceBody, Withdrawal, WrittenMaintenance } from "./desk-schemas.ts";
import { type Foresight, foresightOf } from "./foresight.ts";
import { type Gate, type Person, personAsking } from "./person-gate.ts";
import { purposeRoutes } from "./purpose-routes.ts";
import type { PurposeDesk } from "./purposes.ts";
import { answerError, answering, type OfId, post, type Room } from "./room.ts";

const mostTraces = 1_000;

/** The API for people and their programs. Every route asks for a person's token; agents' credentials are worth nothing here. */
export function deskRoutes(desk: PurposeDesk, gate: Gate): FastifyPluginCallback {
  return (app, _, done) => {
    const writers = new WeakMap<object, Person>();
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
    campaignRoutes(room);
    purposeRoutes(room, desk);
    alertRoutes(room);
    done();
  };
}

/** No route of the room is without its gate. */
const nobody: Person = { who: "nobody", origin: "", site: "" };

function maintenanceRoutes(room: Room): void {
  const { desk, app, admit } = room;
  const { declarations } = desk;
  const entries = Type.Object({ entries: Type.Array(WrittenMaintenance) });
  const nowS = () => Math.floor(desk.now() / 1000);
  const list = { summary: "All maintenances: every entry, in order; the last one of each says how it stands", ...answering(200, entries) };
  /** With what the maintenance takes out of the expected time, as it stands now. */
  const foreseer = async () => {
    const all = await declarations.maintenanceEntries();
    const known = new Map<string, Foresight>();
    return (entry: MaintenanceEntry) => {
      const foresight = known.get(entry.id) ?? foresightOf(all, entry.id, desk.directory, nowS());
      known.set(entry.id, foresight);
      return { ...maintenanceBody(entry), ...foresightBody(foresight) };
    };
  };
  app.get("/v1/maintenance", { onRequest: admit("viewer"), schema: list }, async () => ({
    entries: (await declarations.maintenanceEntries()).map(await foreseer()),
  }));
  const one = { summary: "The entries of one maintenance", ...answering(200, entries) };
  app.get<OfId>("/v1/maintenance/:id", { onRequest: admit("viewer"), schema: one }, async ({ params }) => ({
    entries: (await historyOf(declarations, params.id)).map(await foreseer()),
  }));
  const written = answering(201, WrittenMaintenance);
  const told = async (request: Pick<FastifyRequest, "log" | "ip">, entry: MaintenanceEntry) => {
    request.log.info({ maintenance: entry.id, act: entry.act, who: entry.by, source: request.ip }, "maintenance written");
    return (await foreseer())(entry);
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
