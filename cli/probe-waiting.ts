import type { PollListener } from "../agent/poll/listener.ts";
import { waitingFr } from "./fr-probe.ts";
import type { Io } from "./io.ts";

/** Who waits longer wonders whether anything is still going on. */
const patienceMs = 5_000;
const againMs = 60_000;

/** Tells on the error output what is being waited for, once it takes long, and then once a minute: the list of calls of an HDX takes it minutes. */
export function tellWaiting({ stderr }: Pick<Io, "stderr">, firstMs = patienceMs): NonNullable<PollListener["asked"]> {
  return (request, mostMs) => {
    let waitedMs = firstMs;
    let timer = setTimeout(tell, firstMs);
    function tell(): void {
      stderr(waitedMs === firstMs ? waitingFr.first(request, mostMs / 1000) : waitingFr.again(request, waitedMs / 1000, mostMs / 1000));
      const nextMs = waitedMs === firstMs ? againMs : waitedMs + againMs;
      timer = setTimeout(tell, nextMs - waitedMs);
      waitedMs = nextMs;
    }
    return () => clearTimeout(timer);
  };
}
