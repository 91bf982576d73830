import { type Element, encode, encodeAll, encodeInteger, encodeOid, readElement, readElements, tag } from "../../simulator/snmp/ber.ts";
import { pduType } from "../../simulator/snmp/pdu.ts";
import { benchNodes, identityNodes } from "./nodes.ts";

const values = new Map([...benchNodes, ...identityNodes].map(({ oid, encoded }) => [encodeOid(oid).toString("latin1"), encoded]));
const noSuchInstance = encode(tag.noSuchInstance, Buffer.alloc(0));

/**
 * Answers v2c GET requests as fast as Node can: everything after the request id is the same at every poll of a contender, so the
 * variables are encoded once and only the id is put in.
 */
export function answerer(): (request: Buffer) => Buffer {
  const known = new Map<string, Buffer>();
  return (request) => {
    const [version, community, pdu] = readElements(readElement(request).content);
    if (version === undefined || community === undefined || pdu === undefined) throw new Error("not an SNMP request");
    const id = readElement(pdu.content);
    const rest = pdu.content.subarray(id.end);
    const key = rest.toString("latin1");
    const answer = known.get(key) ?? remember(known, key, variablesOf(rest));
    return encodeAll(tag.sequence, again(version), again(community), encodeAll(pduType.response, again(id), answer));
  };
}

/** Error status and index 0, then each node asked with its value. */
function variablesOf(rest: Buffer): Buffer {
  const [, , list] = readElements(rest);
  const bindings = readElements(list?.content ?? rest).map((binding) => {
    const oid = encode(tag.oid, readElement(binding.content).content);
    return encodeAll(tag.sequence, oid, values.get(oid.toString("latin1")) ?? noSuchInstance);
  });
  return Buffer.concat([encodeInteger(0), encodeInteger(0), encodeAll(tag.sequence, ...bindings)]);
}

function again(element: Element): Buffer {
  return encode(element.tag, element.content);
}

function remember(known: Map<string, Buffer>, key: string, answer: Buffer): Buffer {
  known.set(key, answer);
  return answer;
}
