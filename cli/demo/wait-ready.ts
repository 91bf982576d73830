import { setTimeout as wait } from "node:timers/promises";
import { Agent, request } from "undici";

/** True once the collector says that it can work; false when it ended, took more than `patienceMs`, or we were told to stop. */
export async function waitReady(url: string, isOver: () => boolean, patienceMs: number): Promise<boolean> {
  const dispatcher = new Agent({ headersTimeout: 2_000, bodyTimeout: 2_000 });
  const deadline = performance.now() + patienceMs;
  try {
    while (!isOver() && performance.now() < deadline) {
      if (await isReady(url, dispatcher)) return true;
      await wait(100);
    }
    return false;
  } finally {
    await dispatcher.destroy();
  }
}

async function isReady(url: string, dispatcher: Agent): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${url}/readyz`, { dispatcher });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
