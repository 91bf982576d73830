import { openPoster, type Poster } from "../../agent/uplink/post.ts";
import { Secret } from "../../settings/secret.ts";
import { tokenOf } from "../ledger/fleet.ts";
import { type Usage, usageDuring } from "../measure/process-usage.ts";
import { startWorker } from "../measure/worker.ts";
import type { Parcel } from "./backlog.ts";

export interface CollectorUnderLoad {
  readonly pid: number;
  /** Sends them one after the other, as an agent does; ends when all of `count` observations are kept, and concluded if states follow. */
  deliver(parcels: readonly Parcel[], count: number): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startCollector(siteCount: number, followers: "states" | "alone"): Promise<CollectorUnderLoad> {
  const worker = await startWorker(new URL("../workers/collector.ts", import.meta.url), [String(siteCount), followers]);
  const posters = Array.from({ length: siteCount }, (_, site) => {
    const credential = { kind: "token", token: new Secret(tokenOf(site)) } as const;
    return openPoster({ url: String(worker.ready), credential: () => credential, caPem: null, timeoutMs: 60_000 });
  });
  let total = 0;
  return {
    pid: worker.pid,
    deliver: (parcels, count) =>
      usageDuring(worker.pid, async () => {
        for (const parcel of parcels) await post(posters[parcel.site], parcel);
        total += count;
        await worker.work(total);
      }),
    stop: async () => {
      for (const poster of posters) poster.close();
      await worker.stop();
    },
  };
}

async function post(poster: Poster | undefined, { body }: Parcel): Promise<void> {
  const answer = await poster?.post(body, new AbortController().signal);
  if (answer?.status !== 200) throw new Error(`the collector answered ${answer?.status}: ${answer?.body.slice(0, 300)}`);
}
