import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, request } from "undici";
import { stringify } from "yaml";
import { startDaemon } from "../../tests/servers/daemon.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { freeTcpPort } from "../../tests/servers/ports.ts";
import { findProgram } from "../measure/find-program.ts";
import { inFlight } from "../measure/in-flight.ts";
import { type Usage, usageDuring } from "../measure/process-usage.ts";
import { benchNodes, community } from "./nodes.ts";
import { targetAddress, targetCount, width } from "./targets.ts";

export interface Exporter {
  readonly poll: (polls: number) => Promise<Usage>;
  stop(): Promise<void>;
}

/** Prometheus' snmp_exporter reading the same 24 nodes; null where it is not installed. */
export async function startExporter(responderPort: number): Promise<Exporter | null> {
  const command = findProgram(["prometheus-snmp-exporter", "snmp_exporter"]);
  if (command === null) return null;
  const folder = temporaryFolder("bench-exporter");
  const configuration = join(folder, "snmp.yml");
  writeFileSync(configuration, stringify({ bench: moduleOfNodes() }));
  const url = `http://127.0.0.1:${await freeTcpPort()}`;
  const daemon = await startDaemon({
    name: "snmp-exporter",
    command,
    args: ["--log.level=error", `--config.file=${configuration}`, `--web.listen-address=${url.slice("http://".length)}`],
    folder,
    isReady: async () => (await get(url)).statusCode === 200,
  });
  const connections = new Agent({ connections: width });
  const scrape = async (index: number): Promise<boolean> => {
    const target = `${targetAddress(index % targetCount)}:${responderPort}`;
    const { statusCode, text } = await get(`${url}/snmp?module=bench&target=${encodeURIComponent(target)}`, connections);
    return statusCode === 200 && text.includes("\nnode_0 ") && text.includes(`\nnode_${benchNodes.length - 1} `);
  };
  return {
    poll: (polls) =>
      usageDuring(daemon.pid, async () => {
        const failures = await inFlight(polls, width, scrape);
        if (failures > 0) throw new Error(`${failures} of ${polls} scrapes failed`);
      }),
    stop: async () => {
      await connections.close();
      await daemon.stop();
    },
  };
}

/** In the words of version 0.21, with one metric a node: texts become labels, as its generator would write them. */
function moduleOfNodes(): unknown {
  const metrics = benchNodes.map(({ oid, encoded }, index) => ({
    name: `node_${index}`,
    oid,
    type: encoded[0] === 0x04 ? "DisplayString" : "gauge",
    help: "One node",
  }));
  return { version: 2, auth: { community }, timeout: "3s", retries: 1, get: benchNodes.map(({ oid }) => oid), metrics };
}

async function get(url: string, dispatcher?: Agent): Promise<{ statusCode: number; text: string }> {
  const { statusCode, body } = await request(url, dispatcher === undefined ? {} : { dispatcher });
  return { statusCode, text: await body.text() };
}
