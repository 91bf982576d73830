import type { WebBanner } from "../drivers/driver.ts";
import type { WireReply } from "./http-wire.ts";

const longest = 200;
const titlePattern = /<title[^>]*>([^<]{0,1000})<\/title\s*>/i;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", reg: "®", trade: "™" };

/** What a web server says of itself to anybody. */
export function bannerOf({ header, body }: WireReply): WebBanner {
  const page = "text" in body ? body.text.slice(0, 65_536) : "";
  return {
    server: oneLine(header("server")),
    challenge: oneLine(header("www-authenticate")),
    title: oneLine((titlePattern.exec(page)?.[1] ?? "").replace(/&(\w{2,5});/g, (whole, name: string) => entities[name] ?? whole)),
    location: oneLine(header("location")),
  };
}

/** Null when there is nothing to read. */
function oneLine(text: string): string | null {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, longest);
  return line === "" ? null : line;
}
