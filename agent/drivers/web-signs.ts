import type { WebBanner } from "./driver.ts";

/** What a family's web interface shows to somebody who gives no name. It only says which door to knock at: the document behind it proves. */
export interface WebSign {
  readonly families: readonly string[];
  /** For docs/codecs.md. */
  readonly says: string;
  readonly matches: (web: WebBanner) => boolean;
  readonly source: string;
  readonly isUnverified?: true;
}

export const webSigns: readonly WebSign[] = [
  {
    families: ["cisco-ce"],
    says: "its root page sends a browser to /web/signin",
    matches: ({ location }) => /\/web\/signin\b/.test(location ?? ""),
    source: "code of HL727/Meeting, cisco_ce.py",
  },
  {
    families: ["cisco-ce"],
    says: "its page is titled Cisco Codec, Cisco TelePresence SX20, Cisco Webex Room Kit, Cisco Desk Pro…",
    matches: ({ title }) =>
      /\bCisco (?:Codec|TelePresence (?:[CS]X?\d|EX|MX|DX|Codec)|(?:Webex )?(?:Room(?! (?:Analytics|Navigator|Phone))|Board|Desk(?! (?:Camera|Phone))|Codec|DX\d)\b)/.test(
        title ?? "",
      ),
    source: "names of the models",
    isUnverified: true,
  },
  {
    families: ["poly-hdx"],
    says: "its page is titled with VSX or HDX and a number, or its server is Viavideo-Web",
    matches: ({ title, server }) => /\b(?:VSX|HDX) \d{4}/.test(title ?? "") || server?.startsWith("Viavideo-Web") === true,
    source: "banners of VSX and ViewStation published by nmap; HDX after them",
    isUnverified: true,
  },
  {
    families: ["poly-videoos"],
    says: "its page is titled Poly, Studio X, G7500 or RealPresence Group",
    matches: ({ title }) =>
      /\b(?:RealPresence Group|Poly Studio(?= ?(?:X\d\d|G\d|[-|–]|$))|Studio ?X\d\d|G7500|VideoOS)/i.test(title ?? ""),
    source: "names of the models",
    isUnverified: true,
  },
];
