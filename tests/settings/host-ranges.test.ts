import { expect, it } from "vitest";
import { isHostName, isPermittedByDefault } from "../../settings/host-ranges.ts";

it.each(["10.1.2.3", "172.31.0.1", "192.168.0.9", "100.64.0.1", "fd12::1"])("%s may be a codec of any site", (host) => {
  expect(isPermittedByDefault(host)).toBe(true);
});

it.each(["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "[fd00:ec2::254]", "fd20:ce::254", "127.0.0.1", "::1", "8.8.8.8", "codec"])(
  "%s may not, where the site declares nothing",
  (host) => {
    expect(isPermittedByDefault(host)).toBe(false);
  },
);

it.each(["0x7f.1", "2130706433", "127.1", "localhost.", "codec_1", ""])("%s is the name of no machine", (host) => {
  expect(isHostName(host)).toBe(false);
});
