import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { serviceManager } from "../../settings/service-manager.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";

/** A program in the place of systemd-notify: it writes down what it was told. */
function notingProgram(): { readonly program: string; readonly noted: () => string } {
  const folder = temporaryFolder("notify");
  const program = join(folder, "notify");
  const notes = join(folder, "notes");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "${notes}.new" && mv "${notes}.new" "${notes}"\n`, { mode: 0o755 });
  return { program, noted: () => (existsSync(notes) ? readFileSync(notes, "utf8") : "") };
}
const never = (error: Error): void => expect.fail(error.message);

it("systemd is told each fact as it stands, spaces included", async () => {
  const { program, noted } = notingProgram();
  serviceManager({ env: { NOTIFY_SOCKET: "/run/systemd/notify" }, onError: never, program }).tell(["READY=1", "STATUS=2 équipements"]);
  await waitUntil("the program has run", () => noted() !== "");

  expect(noted()).toBe("READY=1\nSTATUS=2 équipements\n");
});

it("nothing is run where no service manager listens", () => {
  const manager = serviceManager({ env: { WATCHDOG_USEC: "30000000" }, onError: never, program: "does-not-exist" });
  manager.tell(["READY=1"]);

  expect(manager.watchdogMs).toBeNull();
});

it("a telling that fails is handed over, not thrown", async () => {
  const errors: Error[] = [];
  const env = { NOTIFY_SOCKET: "/run/systemd/notify", WATCHDOG_USEC: "30000000" };
  const manager = serviceManager({ env, onError: (error) => errors.push(error), program: "does-not-exist" });
  manager.tell(["WATCHDOG=1"]);
  await waitUntil("the failure is known", () => errors.length > 0);

  expect(manager.watchdogMs).toBe(30_000);
});
