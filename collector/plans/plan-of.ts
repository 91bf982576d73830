import { createHash } from "node:crypto";
import type { Plan, PlanEndpoint, PlanHttp, PlanSnmp } from "../../contract/plan.ts";
import type { Agent, AgentPolling, Directory, Endpoint } from "../directory/directory.ts";

/** What one agent is to do. Null: nothing, for none of its endpoints says how it is polled. */
export function planOf(directory: Directory, agent: Agent): Plan | null {
  const { polling } = agent;
  if (polling === undefined) return null;
  const endpoints = [...directory.endpointsOf(agent.id)].flatMap((id) => planned(directory.endpoint(id), polling));
  if (endpoints.length === 0) return null;
  const { paces, witnesses } = polling;
  const content = { agent: agent.id, paces, ...(witnesses !== null && { witnesses }), endpoints };
  return { version: versionOf(content), ...content };
}

function versionOf(content: Omit<Plan, "version">): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}

function planned(endpoint: Endpoint | undefined, agent: AgentPolling): PlanEndpoint[] {
  if (endpoint?.polling === undefined) return [];
  const { snmp, http, ...others } = endpoint.polling;
  const named = nameSecrets(agent.secrets === "per-site" ? (name) => `${endpoint.site}.${name}` : (name) => name);
  const uses = (channel: "snmp" | "http"): boolean => agent.channels?.includes(channel) ?? true;
  const channels = {
    ...(snmp !== undefined && uses("snmp") && { snmp: named.snmp(snmp) }),
    ...(http !== undefined && uses("http") && { http: named.http(http) }),
  };
  const { family, ...witnessed } = others;
  const hasVoice = "snmp" in channels || "http" in channels;
  if (!hasVoice && others.reach === undefined) return [];
  // A family says how a codec is spoken to: whom no channel is left for is only looked at.
  return [{ id: endpoint.id, ...witnessed, ...(hasVoice && family !== undefined && { family }), ...channels }];
}

function nameSecrets(rename: (name: string) => string) {
  return {
    snmp: (snmp: PlanSnmp): PlanSnmp =>
      snmp.version === "2c"
        ? { ...snmp, community: rename(snmp.community) }
        : { ...snmp, authPassword: rename(snmp.authPassword), privPassword: rename(snmp.privPassword) },
    http: (http: PlanHttp): PlanHttp => ({
      ...http,
      password: rename(http.password),
      ...(http.ca !== undefined && { ca: rename(http.ca) }),
    }),
  };
}
