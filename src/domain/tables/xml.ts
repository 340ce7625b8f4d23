/**
 * As much of XML as the parts of an XLSX file use: elements, attributes, text, the five entities and numbers of characters. A document type, with
 * which a text can be made to grow, is refused. Pure; one pass, without recursion.
 */

interface XmlReader {
  /** @param attributes as they are written; `attributeOf` reads one */
  readonly open?: (name: string, attributes: string) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Of one element's opening, attributes included. */
const MAX_TAG_CHARS = 8_192;

/** Names come without their prefix. An empty element is opened and closed. Returns false, perhaps after some calls, for what is no XML. */
export function readXml(xml: string, reader: XmlReader): boolean {
  let depth = 0;
  let at = 0;
  while (at < xml.length && depth >= 0) {
    const begin = xml.indexOf("<", at);
    if (begin === -1) return depth === 0 && xml.slice(at).trim() === "";
    if (begin > at && depth > 0) reader.text?.(decoded(xml.slice(at, begin)));
    const special = specialAt(xml, begin);
    const end = special === null ? endOfTag(xml, begin) : special.end;
    if (end === -1) return false;
    if (special === null) depth += readTag(xml.slice(begin + 1, end - 1), reader);
    else if (special.cdata !== null) reader.text?.(special.cdata);
    at = end;
  }
  return depth === 0;
}

/** Tells what stands between `<` and `>`, and returns by how much deeper the text behind it is. */
function readTag(tag: string, { open, close }: XmlReader): -1 | 0 | 1 {
  if (tag.startsWith("/")) {
    close?.(localName(tag.slice(1).trim()));
    return -1;
  }
  const [, name = "", attributes = ""] = /^([^\s/]+)([\s\S]*)$/.exec(tag) ?? [];
  open?.(localName(name), attributes);
  if (!tag.endsWith("/")) return 1;
  close?.(localName(name));
  return 0;
}

interface Special {
  /** Behind it; -1 when it does not end, or is of a kind that is refused. */
  readonly end: number;
  readonly cdata: string | null;
}

/** A comment, an instruction or a section of text that begins at `begin`; null for an element. */
function specialAt(xml: string, begin: number): Special | null {
  const next = xml.charAt(begin + 1);
  if (next !== "!" && next !== "?") return null;
  const [start, stop] = next === "?" ? ["<?", "?>"] : xml.startsWith("<!--", begin) ? ["<!--", "-->"] : ["<![CDATA[", "]]>"];
  const end = xml.startsWith(start, begin) ? xml.indexOf(stop, begin + start.length) : -1;
  if (end === -1) return { end: -1, cdata: null };
  return { end: end + stop.length, cdata: start === "<![CDATA[" ? xml.slice(begin + start.length, end) : null };
}

/** Behind the `>` that ends the element's opening, which one within quotation marks does not; -1 when there is none. */
function endOfTag(xml: string, begin: number): number {
  let quote = "";
  const stop = Math.min(xml.length, begin + MAX_TAG_CHARS);
  for (let at = begin + 1; at < stop; at += 1) {
    const sign = xml.charAt(at);
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === ">") return at + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const PATTERNS = new Map<string, RegExp>();

/** @param name with its prefix, where it has one */
export function attributeOf(attributes: string, name: string): string | null {
  let pattern = PATTERNS.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    PATTERNS.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found === null ? null : decoded(found[1] ?? found[2] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,4}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
