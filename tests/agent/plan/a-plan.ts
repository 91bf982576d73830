import type { Plan, PlanEndpoint } from "../../../contract/plan.ts";

export const codec: PlanEndpoint = {
  id: "salle",
  host: "10.0.0.10",
  family: "poly-videoos",
  snmp: {
    version: "3",
    user: "vigie",
    authProtocol: "sha256",
    authPassword: "snmp-auth",
    privProtocol: "aes",
    privPassword: "snmp-priv",
  },
  http: { url: "https://10.0.0.10", user: "vigie", password: "api", verifyTls: false },
  timeoutMs: 3_000,
  retries: 1,
};

export function planWith(...endpoints: readonly PlanEndpoint[]): Plan {
  return {
    version: "0123456789abcdef",
    agent: "agent-a",
    paces: { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: "03:30" },
    endpoints: [...endpoints],
  };
}
