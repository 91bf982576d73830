import { describe, expect, it } from "vitest";
import { acceptsGzip, formatFor } from "../../../collector/metrics/accept.ts";

describe("the format of the metrics", () => {
  it.each([
    [undefined, "text"],
    ["", "text"],
    ["*/*", "text"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "text"],
    ["text/plain;version=0.0.4", "text"],
    ["application/openmetrics-text", "openmetrics"],
    ["application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics"],
    ['APPLICATION/OpenMetrics-Text; version="1.0.0"', "openmetrics"],
    [
      "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
      "openmetrics",
    ],
    ["application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;q=0.6", "text"],
    ["application/openmetrics-text;version=2.0.0,text/plain;q=0.1", "text"],
    ["application/openmetrics-text;q=0", "text"],
    ["application/openmetrics-text;q=nonsense", "text"],
  ])("for a request that accepts %j is %s", (accept, format) => {
    expect(formatFor(accept)).toBe(format);
  });

  it.each([
    [undefined, false],
    ["", false],
    ["identity", false],
    ["gzip", true],
    ["deflate, gzip;q=0.5, br", true],
    ["gzip;q=0", false],
    ["*", true],
    ["gzip;q=0, *", false],
  ])("is compressed for a request that accepts the encoding %j: %s", (accept, isCompressed) => {
    expect(acceptsGzip(accept)).toBe(isCompressed);
  });
});
