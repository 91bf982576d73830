import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyPluginCallback } from "fastify";
import { acceptsGzip, formatFor } from "./accept.ts";
import type { Metrics } from "./metrics.ts";

const compress = promisify(gzip);

/**
 * `GET /metrics`: OpenMetrics for those who ask for it, the text format for all others, gzip when asked.
 * It compresses by itself, because general compression does not know OpenMetrics, which is what Prometheus asks for.
 */
export function metricsRoute({ metrics }: { readonly metrics: Metrics }): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get("/metrics", { schema: { summary: "Metrics for Prometheus", tags: ["monitoring"] } }, async (request, reply) => {
      const format = formatFor(request.headers.accept);
      const text = await metrics.render(format);
      void reply
        .header("content-type", metrics.contentType(format))
        .header("cache-control", "no-store")
        .header("vary", "Accept, Accept-Encoding");
      if (!acceptsGzip(request.headers["accept-encoding"])) return reply.send(text);
      return reply.header("content-encoding", "gzip").send(await compress(text, { level: 4 }));
    });
    done();
  };
}
