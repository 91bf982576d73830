import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Envelope, Receipt, Refusal, refusalCodes, wireLimits } from "../../contract/envelope.ts";
import type { Agent, Directory } from "../directory/directory.ts";
import type { AppendResult, Ledger } from "../ledger/port.ts";
import { answerRefused } from "./answer-refused.ts";
import type { Authenticate } from "./authenticate.ts";
import { correctionsOf } from "./corrections.ts";
import { decodeBody } from "./decode-body.ts";
import type { IngestCounters } from "./ingest-counters.ts";
import { type Judgement, judge } from "./judge.ts";
import { type ReadEnvelope, readEnvelope } from "./read-envelope.ts";
import { Refused } from "./refused.ts";
import { timedEvents } from "./timed-events.ts";
import { reckonerOf } from "./true-time.ts";
import { type TakeTurn, takeTurns } from "./turns.ts";
import { watchWrites } from "./watch-writes.ts";

export interface IngestOptions {
  readonly directory: Directory;
  readonly authenticate: Authenticate;
  readonly ledger: Pick<Ledger, "append">;
  readonly counters: IngestCounters;
  readonly retentionDays: number;
  /** ms since 1970 UTC */
  readonly now: () => number;
  /** Called after each commit, so that followers need not wait for their next look. */
  readonly onKept: () => void;
  /** Settles when what was kept has been concluded, or nearly: a backlog comes in no faster. */
  readonly whenFollowed?: () => Promise<void>;
}

/**
 * `POST /v1/envelopes`. In this order: who is it, is it small enough, whose turn is it, is it what the contract says, which
 * observations can be kept; then one transaction, then the answer. Nothing is answered before the commit, and the present waits for
 * nothing but the ledger.
 */
export function envelopeRoutes(app: FastifyInstance, options: IngestOptions): void {
  const inTurn = takeTurns(options.whenFollowed ?? (() => Promise.resolve()));
  const watching = { ...options, watch: watchWrites(options) };
  app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer", bodyLimit: wireLimits.compressedBytes },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.setErrorHandler((error, request, reply) => answerRefusal(error, request, reply, options));
    scope.post(
      "/v1/envelopes",
      {
        schema: documentation,
        // What a browser is told of a page costs an agent more than its answer, on lines that are paid by the byte.
        helmet: false,
        // The body is checked in readEnvelope, after decompression and with answers of our own.
        validatorCompiler: () => () => true,
        serializerCompiler: () => (data) => JSON.stringify(data),
        // Before the body is read: a stranger's hundred megabytes are not even received.
        onRequest: (request, reply, next) => {
          senders.set(request, { agent: options.authenticate(request, reply), receivedAt: options.now() });
          next();
        },
      },
      (request) => takeIn(request, inTurn, watching),
    );
    done();
  });
}

/** Who sent each request under way, and when it began. */
const senders = new WeakMap<FastifyRequest, { readonly agent: Agent; readonly receivedAt: number }>();

/** What an agent saw since it last sent has a few kilobytes, a full envelope of a backlog more. */
const liveBytes = 8 * 1024;

const documentation = {
  summary: "Takes in one envelope of observations",
  description:
    "By the agent's certificate, or Authorization: Bearer <token of the agent>. Content-Encoding: deflate (with or without the dictionary of the wire), gzip or identity.",
  tags: ["agents"],
  security: [{ agentToken: [] }, {}],
  body: Envelope,
  response: { 200: { ...Receipt, description: "What the ledger now holds for good" }, ...refusalsByStatus() },
};

/** Each status with the codes that may come with it and their meaning, as the contract says. */
function refusalsByStatus(): Record<string, object> {
  const codes = Object.entries(refusalCodes).map(([code, { status, meaning }]) => ({ status, text: `${code}: ${meaning}` }));
  return Object.fromEntries(
    [...Map.groupBy(codes, ({ status }) => status)].map(([status, entries]) => [
      String(status),
      { ...Refusal, description: entries.map(({ text }) => text).join(". ") },
    ]),
  );
}

async function takeIn(request: FastifyRequest, inTurn: TakeTurn, options: WatchedIngest): Promise<Receipt> {
  const startedAt = performance.now();
  const sender = senders.get(request);
  const { body } = request;
  if (sender === undefined || !Buffer.isBuffer(body)) throw new Refused("NOT_JSON", "The request has no body");
  const ticket = { agent: sender.agent.id, isLarge: body.length > liveBytes };
  const taken = await inTurn(ticket, () => takeInNow({ ...sender, body }, request, options));
  options.counters.observeDuration((performance.now() - startedAt) / 1000);
  return answerOf(taken);
}

interface WatchedIngest extends IngestOptions {
  readonly watch: ReturnType<typeof watchWrites>;
}

interface Sent {
  readonly agent: Agent;
  readonly receivedAt: number;
  readonly body: Buffer;
}

interface Taken {
  readonly observations: number;
  readonly kept: number;
  readonly receipt: Receipt;
}

async function takeInNow({ agent, receivedAt, body }: Sent, request: FastifyRequest, options: WatchedIngest): Promise<Taken> {
  const read = readEnvelope(await decodeBody(body, request.headers["content-encoding"]), agent);
  const judgement = judge(read, {
    endpoints: options.directory.endpointsOf(agent.id),
    receivedAt,
    retentionMs: options.retentionDays * 86_400_000,
  });
  if (judgement.retimed.length > 0)
    request.log.warn({ agent: agent.id, observations: judgement.retimed.length }, "agent's clock was wrong, times were corrected");
  const result = await keep(read, judgement, receivedAt, request, options);
  options.watch(request, { agent, read, judgement, result });
  const receipt = receiptOf(read, judgement, result, receivedAt);
  count(receipt, judgement, options.counters);
  if (result.accepted > 0) options.onKept();
  return { observations: read.observations.length, kept: judgement.kept.length, receipt };
}

function answerOf({ observations, kept, receipt }: Taken): Receipt {
  if (observations === 0) return receipt;
  if (kept === 0) throw new Refused("ALL_REJECTED", "Not one observation could be kept", { receipt });
  if (receipt.accepted === 0) throw new Refused("SEQUENCE_ALREADY_SEEN", "Every observation was already kept", { receipt });
  return receipt;
}

async function keep(
  { envelope, observations }: ReadEnvelope,
  { kept, retimed }: Judgement,
  receivedAt: number,
  request: FastifyRequest,
  { ledger }: IngestOptions,
): Promise<AppendResult> {
  const { agent, outbox, sentAt, boot, first, health } = envelope;
  const events = timedEvents(envelope.events, reckonerOf(envelope, receivedAt), receivedAt);
  if (kept.length === 0 && observations.length > 0 && events.length === 0) return { accepted: 0, alreadySeen: 0, seen: [], leftOut: 0 };
  const own = { events, corrections: correctionsOf(retimed, envelope, receivedAt) };
  const batch = { agent, outbox, receivedAt, sentAt, boot, first, count: observations.length, observations: kept, ...own };
  try {
    return await ledger.append(health === undefined ? batch : { ...batch, health });
  } catch (error) {
    request.log.error({ err: error, agent }, "ledger could not keep an envelope");
    throw new Refused("LEDGER_UNAVAILABLE", "The ledger cannot write now; keep the observations and try again");
  }
}

function receiptOf({ envelope, observations }: ReadEnvelope, { rejected }: Judgement, result: AppendResult, receivedAt: number): Receipt {
  return {
    outbox: envelope.outbox,
    first: envelope.first,
    count: observations.length,
    accepted: result.accepted,
    alreadySeen: result.alreadySeen,
    ...(result.seen.length === 0 ? {} : { seen: [...result.seen] }),
    rejected: [...rejected],
    receivedAt,
  };
}

function count(receipt: Receipt, { rejected, callsLeftOut }: Judgement, counters: IngestCounters): void {
  counters.accepted(receipt.accepted);
  counters.alreadySeen(receipt.alreadySeen);
  for (const { code } of rejected) counters.rejected(code, 1);
  if (callsLeftOut > 0) counters.rejected("CALL_TIME", callsLeftOut);
}

function answerRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply, { counters }: IngestOptions): FastifyReply {
  const refused = error instanceof Refused ? error : refusalOfServerError(error);
  if (refused === null && codeOf(error) === "ECONNRESET") {
    // Nobody is left to be answered. Lines break every day, and the agent sends it again.
    request.log.info("line broke while an envelope came in");
    return reply.code(400).send({ code: "NOT_JSON", message: "The body did not arrive in whole" });
  }
  if (refused === null) {
    request.log.error({ err: error }, "envelope could not be taken in");
    return reply.code(500).send({ code: "LEDGER_UNAVAILABLE", message: "Internal error; keep the observations and try again" });
  }
  counters.refused(refused.code);
  return answerRefused(refused, request, reply, senders.get(request)?.agent.id);
}

/** What the server itself refuses before our code sees the body. */
function refusalOfServerError(error: unknown): Refused | null {
  const code = codeOf(error);
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Refused("TOO_LARGE", `An envelope is at most ${wireLimits.compressedBytes} bytes`);
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Refused("MEDIA_TYPE", "Content-Type must be application/json");
  if (code === "FST_ERR_CTP_EMPTY_JSON_BODY" || code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH")
    return new Refused("NOT_JSON", "The request has no readable body");
  return null;
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : null;
}
