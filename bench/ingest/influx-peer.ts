import { Agent, request } from "undici";
import { startInfluxdb } from "../../tests/servers/influxdb.ts";
import { missingPrograms } from "../../tests/servers/programs.ts";

export interface InfluxPeer {
  readonly pid: number;
  write(lines: string): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's InfluxDB 1.6 on an empty folder; null where it is not installed. */
export async function startInfluxPeer(): Promise<InfluxPeer | null> {
  if (missingPrograms(["influxdb"]).length > 0) return null;
  const influx = await startInfluxdb();
  await influx.query("CREATE DATABASE bench");
  const connection = new Agent({ connections: 1 });
  return {
    pid: Number((await influx.query("SHOW DIAGNOSTICS")).find((row) => row["PID"] !== undefined)?.["PID"]),
    write: async (lines) => {
      const { statusCode, body } = await request(`${influx.url}/write`, {
        method: "POST",
        query: { db: "bench", precision: "ms" },
        dispatcher: connection,
        body: lines,
      });
      const said = await body.text();
      if (statusCode !== 204) throw new Error(`InfluxDB answered ${statusCode}: ${said}`);
    },
    stop: async () => {
      await connection.close();
      await influx.stop();
    },
  };
}
