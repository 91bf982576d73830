import type { LogLevel } from "./collector-settings.ts";

/** What collector.yml need not say. */
export const defaultListen = { host: "127.0.0.1", port: 8080 } as const;
/** A proxy in front of a collector without TLS runs beside it, unless somebody says where. */
export const defaultTrustedProxies = ["127.0.0.0/8", "::1/128"] as const;
export const defaultObservationRetentionDays = 35;
/** The CNIL asks for six months to a year of logs of this kind. */
export const defaultCallRetentionMonths = 6;
export const defaultRules = { confirmFailures: 3, holdIntervals: 3 } as const;
export const defaultBatchPoints = 1_000;
export const defaultDeadMan = { method: "GET", everySeconds: 60, tellsFailures: false } as const;
export const defaultLogLevel: LogLevel = "info";
