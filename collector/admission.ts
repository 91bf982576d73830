import { X509Certificate } from "node:crypto";
import { Server as TlsServer } from "node:https";
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginCallback } from "fastify";
import { type AppTls, serverOptions } from "./app.ts";
import type { CollectorSettings } from "./config/collector-settings.ts";
import type { Agent, Directory } from "./directory/directory.ts";
import type { RightToSpeak } from "./directory/right-to-speak.ts";
import { openAuthority } from "./fleet/authority.ts";
import { enrolmentRoutes } from "./fleet/enrolment-routes.ts";
import { type Fleet, fleetFile, openFleet } from "./fleet/fleet.ts";
import { rightsOfAgents } from "./fleet/right-to-speak.ts";
import { ownServerCertificate } from "./fleet/server-certificate.ts";
import { tellHistory } from "./fleet/tell-history.ts";
import { countTries } from "./fleet/tries.ts";
import { type Authenticate, authenticator } from "./ingest/authenticate.ts";

/** Who may speak to the collector, and how the collector proves itself. */
export interface Admission {
  readonly authenticate: Authenticate;
  readonly routes: FastifyPluginCallback;
  readonly tls: AppTls | null;
  /** The collector's own certificate lives a year: a server that runs longer takes up the next one. Gives back how to stop. */
  keepFresh(app: FastifyInstance): () => void;
  /** Of the certificate in use, ms since 1970 UTC; null: the collector speaks without TLS. */
  certificateExpiresAt(): number | null;
  /** By what an agent may speak, as it was a moment ago. */
  readonly rightOf: (agent: Agent) => RightToSpeak;
  readonly replacedUses: Fleet["replacedUses"];
  close(): void;
}

const lookEveryMs = 6 * 3_600_000;

export interface AdmissionOptions {
  readonly settings: Pick<CollectorSettings, "dataDir" | "tls" | "allowTokens">;
  readonly directory: Directory;
  readonly log: FastifyBaseLogger;
  /** ms since 1970 UTC */
  readonly now: () => number;
  /** How often the acts of commands are looked for. */
  readonly lookAtHistoryEveryMs?: number;
}

export async function openAdmission({ settings, directory, log, now, lookAtHistoryEveryMs }: AdmissionOptions): Promise<Admission> {
  const { dataDir, allowTokens: areTokensAllowed } = settings;
  const authority = once(() => openAuthority({ dataDir, now }));
  const fleet = openFleet({ file: fleetFile(dataDir), now });
  const telling = tellHistory({ fleet, directory, log, ...(lookAtHistoryEveryMs !== undefined && { lookEveryMs: lookAtHistoryEveryMs }) });
  const authenticate = authenticator(directory, fleet);
  const readTls = async (): Promise<AppTls | null> => {
    const { tls } = settings;
    if (tls === null) return null;
    const { certificatePem } = await authority();
    const own = tls.kind === "own" ? await ownServerCertificate({ dataDir, authority: await authority(), hosts: tls.hosts, now }) : tls;
    return { certPem: own.certPem, keyPem: own.keyPem.reveal(), agentsCaPem: certificatePem };
  };
  const tls = await readTls();
  let inUse = tls?.certPem;
  const counts = { tries: countTries(now), renewals: countTries(now) };
  const office = { fleet, directory, authority, areTokensAllowed, now, ...counts, tell: () => telling.tell() };
  return {
    authenticate,
    routes: enrolmentRoutes(office, authenticate),
    tls,
    rightOf: rightsOfAgents(fleet, now),
    replacedUses: () => fleet.replacedUses(),
    certificateExpiresAt: () => (inUse === undefined ? null : new X509Certificate(inUse).validToDate.getTime()),
    keepFresh: (app) => {
      const look = async (): Promise<void> => {
        const next = await readTls();
        if (next === null || next.certPem === inUse || !(app.server instanceof TlsServer)) return;
        app.server.setSecureContext(serverOptions(next));
        inUse = next.certPem;
        log.info("collector has a new certificate");
      };
      const timer = setInterval(() => {
        look().catch((error: unknown) => log.error({ err: error }, "collector's certificate cannot be renewed"));
      }, lookEveryMs);
      return () => clearInterval(timer);
    },
    close: () => {
      telling.stop();
      fleet.close();
    },
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
