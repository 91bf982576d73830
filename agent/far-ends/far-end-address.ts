import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { plainNumber } from "./telephone-number.ts";

/** A far end as a codec writes it, taken apart. Stays in the agent. */
export interface FarEndAddress {
  /** One spelling per far end; empty where nothing was written. */
  readonly text: string;
  /** An H.323 alias, a telephone number, what stands before the @; empty where a machine was called without a name. */
  readonly name: string;
  /** A domain or an IP address, without port; empty where there is none. */
  readonly host: string;
  /** The conference asked of a bridge that was called by its alias: "pont##1234". */
  readonly extension: string;
}

/** A name of 64 characters at a domain of 253, with room for a person's own; what is longer was written to be a burden. */
const maxLength = 512;
const scheme = /^(?:sips?|h\.?323|h\.?320|isdn|tel|callto|spark):(?:\/\/)?/;
const hostName = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u;

/**
 * One form for all spellings: "SIP:Salle@Exemple.fr:5060;transport=tls", "Salle <sip:salle@exemple.fr>" and "salle@exemple.fr".
 * "192.0.2.1##1234", as Polycom dials a conference of a bridge, is what others write "1234@192.0.2.1".
 */
export function readFarEndAddress(whole: string): FarEndAddress {
  const written = whole.slice(0, maxLength);
  const inBrackets = /<([^<>]*)>/.exec(written)?.[1];
  const read = readPlain(inBrackets ?? written);
  return read.text === "" && inBrackets !== undefined ? readPlain(written.replaceAll(/[<>]/g, " ")) : read;
}

function readPlain(written: string): FarEndAddress {
  const plain = written.trim().toLowerCase().replace(scheme, "");
  const at = plain.lastIndexOf("@");
  const [before = "", ...extensions] = withoutParameters(at === -1 ? plain : plain.slice(0, at)).split("##");
  const extension = withoutPassword(extensions.join("##").trim());
  if (at !== -1) return composed(withoutPassword(before), extension, plainHost(withoutParameters(plain.slice(at + 1))));
  const host = plainHost(before);
  if (isMachine(host)) return composed(extension, "", host);
  return composed(before.trim(), extension, "");
}

function composed(written: string, extension: string, host: string): FarEndAddress {
  const name = plainNumber(written, host !== "") ?? written;
  const called = extension === "" ? name : `${name}##${extension}`;
  return { text: [called, host].filter((part) => part !== "").join("@"), name, host, extension };
}

const withoutParameters = (part: string): string => part.replace(/[;?].*$/s, "").trim();
/** Also the port, after a conference. */
const withoutPassword = (name: string): string => name.replace(/(?<=.):.*$/s, "").trim();

/** "[2001:db8::1]:1720", "192.0.2.1:1720", "Exemple.fr." */
function plainHost(written: string): string {
  const host = written.trim().replace(/^\[([^\]]*)\](?::\d*)?$/, "$1");
  if (isIP(host) !== 0) return host;
  const name = host.replace(/:\d*$/, "").replace(/\.$/, "");
  // Only where it is needed: it would make an address of a number, 0.0.17.60 of 4412.
  return /[^ -~]/.test(name) ? domainToASCII(name) || name : name;
}

/** Whether a word without @ is a machine: a telephone number with dots is not. */
function isMachine(host: string): boolean {
  return isIP(host) !== 0 || (hostName.test(host) && plainNumber(host, false) === null);
}
