import { TLSSocket } from "node:tls";
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import { Compile } from "typebox/compile";
import { Enrolment, EnrolmentRefusal, enrolmentRefusals, Issued, Renewal } from "../../contract/enrolment.ts";
import { answerRefused } from "../ingest/answer-refused.ts";
import { type Authenticate, requireRecentTls, shownCredential } from "../ingest/authenticate.ts";
import { Refused } from "../ingest/refused.ts";
import { type Caller, type EnrolmentOffice, enrol, renew } from "./enrol.ts";
import { EnrolmentRefused } from "./enrolment-refused.ts";

const longestRequest = 32_768;
/** So few bytes take no longer, by satellite either: who sends half of them and waits is hung up on. */
const longestSendingMs = 20_000;
const enrolmentCheck = Compile(Enrolment);
const renewalCheck = Compile(Renewal);

/** `POST /v1/enrolments` for whoever has a code, `POST /v1/agents/self/credential` for an agent that has a credential. */
export function enrolmentRoutes(office: EnrolmentOffice, authenticate: Authenticate): FastifyPluginCallback {
  return (app, _, done) => {
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
    const shared = { helmet: false as const, onRequest: hangUpOnTheSlow, bodyLimit: longestRequest, validatorCompiler: () => () => true };
    app.post("/v1/enrolments", { ...shared, schema: enrolmentDocumentation }, (request) => {
      requireRecentTls(request);
      const { body } = request;
      if (!enrolmentCheck.Check(body)) throw new EnrolmentRefused("REQUEST_INVALID", "Not an enrolment as the contract says");
      return enrol(body, callerOf(request), office);
    });
    app.post("/v1/agents/self/credential", { ...shared, schema: renewalDocumentation }, (request, reply) => {
      const agent = authenticate(request, reply);
      const { body } = request;
      if (!renewalCheck.Check(body)) throw new EnrolmentRefused("REQUEST_INVALID", "Not a renewal as the contract says");
      return renew(body, { ...callerOf(request), agent, ...shownCredential(request) }, office);
    });
    done();
  };
}

function hangUpOnTheSlow({ raw }: FastifyRequest, _reply: FastifyReply, next: () => void): void {
  const timer = setTimeout(() => raw.socket.destroy(), longestSendingMs).unref();
  raw.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
  next();
}

const callerOf = ({ ip, raw }: FastifyRequest): Caller => ({ source: ip, isTlsOurs: raw.socket instanceof TLSSocket });

const refusals = Object.entries(enrolmentRefusals).map(([code, { status, meaning }]) => ({ status, text: `${code}: ${meaning}` }));
const response = {
  200: { ...Issued, description: "The credential; nobody can ask for it a second time, but the holder of the same key" },
  ...Object.fromEntries(
    [...Map.groupBy(refusals, ({ status }) => status)].map(([status, entries]) => [
      String(status),
      { ...EnrolmentRefusal, description: entries.map(({ text }) => text).join(". ") },
    ]),
  ),
};

const enrolmentDocumentation = { summary: "A one-time code against a credential", tags: ["agents"], body: Enrolment, response };
const renewalDocumentation = {
  summary: "A new credential for an agent that has one",
  tags: ["agents"],
  security: [{ agentToken: [] }, {}],
  body: Renewal,
  response,
};

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refused) return answerRefused(error, request, reply);
  const refused = error instanceof EnrolmentRefused ? error : refusalOfServerError(error, request);
  const { code, agent, retryAfterMs } = refused;
  if (refused.status < 500) request.log.warn({ code, agent, source: request.ip, reason: refused.message }, "enrolment refused");
  if (retryAfterMs !== null) reply.header("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  return reply.code(refused.status).send(refused.toBody());
}

/** A body that is too long or no JSON is the sender's fault; the rest is ours. */
function refusalOfServerError(error: unknown, request: FastifyRequest): EnrolmentRefused {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : null;
  if (typeof status === "number" && status < 500) return new EnrolmentRefused("REQUEST_INVALID", "The request has no readable body");
  request.log.error({ err: error }, "credential could not be issued");
  return new EnrolmentRefused("FLEET_UNAVAILABLE", "The collector cannot issue a credential now; try again later");
}
