import { join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

export interface BundleOptions {
  /** Root of the sources. */
  readonly root: string;
  /** Folder for the files; everything else in it stays. */
  readonly out: string;
}

export interface Bundle {
  /** Names of the libraries of which something is in the bundle, sorted. */
  readonly libraries: readonly string[];
  readonly bytes: number;
}

/** The site's program in one file, and beside it what is loaded only when it is needed: HTTP, XML, each command. */
export async function bundleSite({ root, out }: BundleOptions): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { vigie: "packaging/site/main.ts" },
    outdir: out,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Sources stay in memory as text: without blanks they are a third smaller. Names stay, so that a stack can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    // Texts of their own, in licences.ts: comments would be repeated in every chunk.
    legalComments: "none",
    // Libraries that are CommonJS ask for Node's modules by require.
    banner: { js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);' },
    plugins: [undiciForCodecs],
    // Names of chunks come from paths: of a linked node_modules the true one would be this machine's.
    preserveSymlinks: true,
    metafile: true,
    logLevel: "silent",
  });
  return { libraries: librariesOf(metafile), bytes: Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * undici is CommonJS: a bundled `await import("undici")` would give its exports under `default` alone, and every codec would be
 * silent without an error being seen. Its index also loads what no codec needs, fetch, caches, WebSocket, half of it: transport/ uses
 * three exports, so the bundle has those three, from undici's own files. `request` is as in undici/index.js, for an URL and a
 * dispatcher that are given.
 */
const undiciForCodecs: Plugin = {
  name: "undici-for-codecs",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^undici$/ }, ({ resolveDir }) => ({ path: "undici", namespace: "for-codecs", pluginData: resolveDir }));
    bundling.onLoad({ filter: /.*/, namespace: "for-codecs" }, ({ pluginData }) => ({
      contents: `
        import Agent from "undici/lib/dispatcher/agent.js";
        import buildConnector from "undici/lib/core/connect.js";
        import request from "undici/lib/api/api-request.js";
        const requestOf = (url, { dispatcher, ...options }) =>
          request.call(dispatcher, { ...options, origin: url.origin, path: url.pathname + url.search });
        export { Agent, buildConnector, requestOf as request };`,
      resolveDir: String(pluginData),
    }));
  },
};

function librariesOf({ outputs }: Metafile): string[] {
  const names = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
      const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      return name === undefined || bytesInOutput === 0 ? [] : [name];
    }),
  );
  return [...new Set(names)].sort();
}

/** Where the libraries of the project are. */
export const libraryFolder = (root: string, name: string): string => join(root, "node_modules", name);
