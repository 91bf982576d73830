import type { SecureContextOptions } from "node:tls";
import compress from "@fastify/compress";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginCallback, LogController } from "fastify";
import { boundConnections, greetingMs } from "./bound-connections.ts";
import { believeOnlyAddresses } from "./forwarded-for.ts";
import { envelopeRoutes, type IngestOptions } from "./ingest/envelope-routes.ts";

export interface AppOptions extends IngestOptions {
  readonly version: string;
  readonly log: FastifyBaseLogger;
  /** Certificate and key; null for plain HTTP, on loopback or behind a proxy that ends TLS. */
  readonly tls: AppTls | null;
  /** Networks of the proxies whose word for where a request came from is believed. */
  readonly trustedProxies: readonly string[];
  /** Rooms that answer under paths of their own: pages, metrics. */
  readonly rooms: readonly FastifyPluginCallback[];
  /** What keeps the collector from doing its work, in words; empty when it is ready. */
  readonly hindrances: () => Promise<readonly string[]>;
}

export interface AppTls {
  readonly certPem: string;
  readonly keyPem: string;
  /** The authority whose certificates agents show. Nobody is asked for one who has none of its: browsers stay in peace. */
  readonly agentsCaPem: string;
}

/** Everything the collector answers over HTTP, as a function: nothing is read, opened or listened to here. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = serverFor(options);
  boundConnections(app, options.trustedProxies);
  app.addHook("onRequest", believeOnlyAddresses);
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentPolicy }, hsts: options.tls !== null });
  // Answers only: what agents send is unpacked by the ingest, within bounds and with the dictionary of the wire.
  await app.register(compress, { encodings: ["gzip", "identity"], threshold: 1_024, globalDecompression: false });
  await app.register(swagger, { openapi: description(options.version), hideUntagged: true });
  envelopeRoutes(app, options);
  for (const room of options.rooms) await app.register(room);
  healthRoutes(app, options);
  return app;
}

/** Pages and their files are for people: only routes with a tag are described. */
function description(version: string) {
  return {
    openapi: "3.1.0",
    info: { title: "Vigie collector", version },
    tags: [
      { name: "agents", description: "What agents send" },
      { name: "people", description: "What people and their programs ask and declare" },
      { name: "monitoring", description: "What Prometheus and supervisors ask" },
    ],
    components: {
      securitySchemes: {
        // The library's types do not know mutualTLS: that a certificate does as well is said in words.
        agentToken: { type: "http" as const, scheme: "bearer", description: "The agent's token, where it has no client certificate" },
        personToken: {
          type: "http" as const,
          scheme: "bearer",
          description: "A person's token, given by `vigie tokens add`; it has a role",
        },
      },
    },
  };
}

/** Nothing from elsewhere, nothing inline: a name out of the inventory can never become a script. */
const contentPolicy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'"],
  "connect-src": ["'self'"],
  "form-action": ["'self'"],
  "base-uri": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** How often the server looks for those who take longer. */
const connectionsCheckingInterval = 5_000;

function serverFor({ log, tls, trustedProxies }: AppOptions): FastifyInstance {
  const common = {
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // An agent on a poor line may take minutes for its two megabytes; a request that sends nothing must not wait for ever.
    requestTimeout: 300_000,
    connectionTimeout: 60_000,
    forceCloseConnections: "idle" as const,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  };
  if (tls === null) return fastify({ ...common, http: { connectionsCheckingInterval } });
  const https = {
    ...serverOptions(tls),
    connectionsCheckingInterval,
    handshakeTimeout: greetingMs,
    requestCert: true,
    rejectUnauthorized: false,
  };
  const app = fastify({ ...common, https });
  app.server.on("tlsClientError", (error: NodeJS.ErrnoException, socket) => {
    // Whoever hangs up has not been refused.
    if (error.code !== "ECONNRESET") log.info({ code: error.code, source: socket.remoteAddress }, "TLS could not be agreed upon");
  });
  return app;
}

/** Also for `setSecureContext`, when the certificate was renewed. Who shows a bad certificate is refused by the routes, in words. */
export function serverOptions({ certPem, keyPem, agentsCaPem }: AppTls): SecureContextOptions {
  return { cert: certPem, key: keyPem, ca: agentsCaPem, minVersion: "TLSv1.2" };
}

function healthRoutes(app: FastifyInstance, { hindrances }: AppOptions): void {
  app.get("/healthz", { schema: { summary: "The process runs", tags: ["monitoring"] } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { summary: "The collector can do its work", tags: ["monitoring"] } }, async (_request, reply) => {
    const found = await hindrances();
    return found.length === 0 ? { status: "ready" } : reply.code(503).send({ status: "not ready", hindrances: found });
  });
  app.get("/openapi.json", { schema: { summary: "This description", tags: ["monitoring"] } }, () => app.swagger());
}
