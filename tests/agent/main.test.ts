import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

it("an agent starts without HTTP client and XML parser: many sites have no codec that needs them", () => {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import("./agent/main.ts");
    const names = [...loaded, ...process.moduleLoadList].map((name) => name.split("node_modules/").at(-1));
    console.log(JSON.stringify(names.filter((name) => /^net-snmp.index|undici|saxes/.test(name))));`;
  const loaded = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });

  expect(JSON.parse(loaded)).toEqual(["net-snmp/index.js"]);
});
