import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("main.ts", import.meta.url));

/** Told on the command line, so that a failure can be played again: `npm run soak -- --quick --seed N`. */
const seed = Math.floor(Math.random() * 1e9);

it(`whatever breaks, the ledger equals what the codecs say happened: nothing lost, nothing doubled, forced losses counted (seed ${seed})`, async () => {
  const told = await new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, [program, "--quick", "--seed", String(seed)], { maxBuffer: 10_000_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}\n${stderr}` }),
    );
  });
  process.stdout.write(`${told.said.split("\n")[0]}\n`);

  if (told.code !== 0) expect.fail(told.said);
  expect(told.said).toContain(`seed ${seed}: all is as it must be`);
});
