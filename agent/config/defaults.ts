import type { LogLevel } from "./agent-settings.ts";

/** What agent.yml need not say. */
export const defaultSnmpPort = 161;
export const defaultStateSeconds = 60;
export const defaultStatusSeconds = 300;
export const defaultHistorySeconds = 600;
export const defaultInventoryAt = "03:30";
export const defaultTimeoutMs = 3_000;
export const defaultRetries = 1;
export const defaultPlanSeconds = 300;
export const defaultOutbox = { maxBytes: 2 * 1024 ** 3, maxDays: 30 } as const;
export const defaultLogLevel: LogLevel = "info";
/** One envelope a minute, or one a poll when polls are closer than that. */
export const defaultBatchSeconds = (stateSeconds: number): number => Math.min(60, stateSeconds);
