import { XMLParser, XMLValidator } from "fast-xml-parser";

export interface XmlPeer {
  readonly validate: (text: string) => boolean;
  readonly parse: (text: string) => unknown;
}

/** The most used parser of JavaScript, set so that it gives the tree that ours gives. */
export function fastXmlParser(): XmlPeer {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    ignoreDeclaration: true,
    parseTagValue: false,
    parseAttributeValue: false,
  });
  return {
    // oxlint-disable-next-line typescript/no-deprecated -- its successor is another package; the parser alone accepts broken documents
    validate: (text) => XMLValidator.validate(text) === true,
    parse: (text) => parser.parse(text) as unknown,
  };
}
