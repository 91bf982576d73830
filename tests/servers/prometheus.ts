import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeTcpPort } from "./ports.ts";
import { programPath } from "./programs.ts";
import { waitUntil } from "./wait-until.ts";

export interface PrometheusOptions {
  /** As in `scrape_configs` of prometheus.yml; JSON is YAML, so plain objects will do. */
  readonly scrapeConfigs: readonly Readonly<Record<string, unknown>>[];
  /** Whole rule files, as text. */
  readonly ruleFiles?: readonly string[];
  /** `host:port` of Alertmanagers. */
  readonly alertmanagers?: readonly string[];
  /** How often it scrapes and evaluates rules. One second unless said otherwise. */
  readonly intervalS?: number;
}

export interface PrometheusSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Prometheus {
  readonly url: string;
  readonly port: number;
  /** Instant query, evaluated now. */
  query(promQl: string): Promise<PrometheusSample[]>;
  /** Asks until the answer has at least `count` series. */
  queryUntil(promQl: string, count?: number): Promise<PrometheusSample[]>;
  /** Any `/api/v1/…` answer's `data`. */
  api(path: string): Promise<unknown>;
  log(): string;
  stop(): Promise<void>;
}

interface InstantVector {
  readonly result: readonly { readonly metric: Record<string, string>; readonly value: readonly [number, string] }[];
}

export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const folder = temporaryFolder("prometheus");
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  writeConfiguration(folder, options);
  const daemon = await startDaemon({
    name: "prometheus",
    command: programPath("prometheus"),
    args: [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    isReady: async () => {
      const { statusCode, body } = await request(`${url}/-/ready`);
      await body.dump();
      return statusCode === 200;
    },
  });
  const api = (path: string): Promise<unknown> => askApi(`${url}/api/v1/${path}`);
  const query = async (promQl: string): Promise<PrometheusSample[]> => {
    const data = (await api(`query?query=${encodeURIComponent(promQl)}`)) as InstantVector;
    return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  };
  const queryUntil = (promQl: string, count = 1): Promise<PrometheusSample[]> =>
    waitUntil(`Prometheus has ${count} series for ${promQl}`, async () => {
      const samples = await query(promQl);
      return samples.length >= count && samples;
    });
  return { url, port, query, queryUntil, api, log: () => daemon.log(), stop: () => daemon.stop() };
}

function writeConfiguration(folder: string, options: PrometheusOptions): void {
  const interval = `${options.intervalS ?? 1}s`;
  const ruleFiles = (options.ruleFiles ?? []).map((text, index) => {
    writeFileSync(join(folder, `rules-${index}.yml`), text);
    return `rules-${index}.yml`;
  });
  const configuration = {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: ruleFiles,
    alerting: { alertmanagers: [{ static_configs: [{ targets: options.alertmanagers ?? [] }] }] },
    scrape_configs: options.scrapeConfigs,
  };
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(configuration));
}

async function askApi(url: string): Promise<unknown> {
  const { body } = await request(url);
  const answer = (await body.json()) as { readonly status: string; readonly data?: unknown; readonly error?: string };
  if (answer.status !== "success") throw new Error(`Prometheus refused ${url}: ${answer.error}`);
  return answer.data;
}
