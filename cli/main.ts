#!/usr/bin/env node
// Before any other module is loaded: calendar arithmetic anywhere but in UTC loses polls on clock-change days.
process.env["TZ"] = "UTC";

const { runVigie } = await import("./vigie.ts");

// `vigie … | head` closes the pipe: that is no fault of ours. A full disk is.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exitCode = 1;
});

process.exitCode = await runVigie(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
