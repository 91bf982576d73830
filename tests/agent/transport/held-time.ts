import { vi } from "vitest";

/** Timers wait for a test to let time pass; sockets are real. To be ended with `vi.useRealTimers()`. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

/** While real packets travel: waits for what they bring about, however long that takes, and lets no time pass. */
export async function broughtAbout(question: () => boolean): Promise<void> {
  while (!question()) await new Promise((resolve) => setImmediate(resolve));
}

export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
