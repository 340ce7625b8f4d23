/** What a PDF as Chromium writes it shows: its pages, its text without spaces and ligatures, and where its links lead (ISO 32000-1, 9.10 and 12.5.6.5). */
import { inflateSync } from "node:zlib";

export interface Printed {
  readonly pages: number;
  readonly text: string;
  /** The same of each page, in the order of the pages. */
  readonly pageTexts: readonly string[];
  readonly links: readonly string[];
}

/** Objects by number: their dictionaries, with the streams inflated behind them. */
function objectsOf(pdf: Buffer): Map<string, string> {
  const objects = new Map<string, string>();
  for (const [, number = "", body = ""] of pdf.toString("latin1").matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)) {
    const [head = "", stream] = body.split(/stream\r?\n/, 2);
    const isText = stream !== undefined && head.includes("/FlateDecode");
    objects.set(number, isText ? head + inflateSync(Buffer.from(stream, "latin1")).toString("latin1") : body);
  }
  return objects;
}

/** Which character each code of a font stands for. */
function readCodes(cmap: string): Map<number, string> {
  const codes = new Map<number, string>();
  const charAt = (hex: string, plus = 0) => String.fromCodePoint(Number.parseInt(hex, 16) + plus);
  for (const [, block = ""] of cmap.matchAll(/beginbfchar\n(.*?)endbfchar/gs)) {
    for (const [, code = "", to = ""] of block.matchAll(/<(\w+)> <(\w+)>/g)) codes.set(Number.parseInt(code, 16), charAt(to.slice(0, 4)));
  }
  for (const [, block = ""] of cmap.matchAll(/beginbfrange\n(.*?)endbfrange/gs)) {
    for (const [, from = "", through = "", to = ""] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let code = first; code <= Number.parseInt(through, 16); code += 1) codes.set(code, charAt(to, code - first));
    }
  }
  return codes;
}

export function readPrinted(pdf: Buffer): Printed {
  const objects = objectsOf(pdf);
  const fontOf = (number: string) => readCodes(objects.get(/\/ToUnicode (\d+)/.exec(objects.get(number) ?? "")?.[1] ?? "") ?? "");
  // The tree of pages names them in their order.
  const order = [...objects.values()].flatMap((object) =>
    /\/Type \/Pages\b/.test(object)
      ? [...(/\/Kids \[([^\]]*)\]/.exec(object)?.[1]?.matchAll(/(\d+) 0 R/g) ?? [])].map(([, number = ""]) => number)
      : [],
  );
  const pages = [...objects]
    .filter(([, object]) => /\/Type \/Page\b/.test(object))
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([, object]) => object);
  const text = pages.map((page) => {
    const fonts = new Map([...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", number = ""]) => [name, fontOf(number)]));
    const content = objects.get(/\/Contents (\d+)/.exec(page)?.[1] ?? "") ?? "";
    let font = new Map<number, string>();
    let shown = "";
    for (const [, name, hex = ""] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      else for (const code of hex.match(/.{4}/g) ?? []) shown += font.get(Number.parseInt(code, 16)) ?? "";
    }
    return shown;
  });
  const links = [...objects.values()].flatMap((object) => [...object.matchAll(/\/URI \(([^)]*)\)/g)].map(([, link = ""]) => link));
  const pageTexts = text.map((one) => one.normalize("NFKC").replace(/\s+/g, ""));
  return { pages: pages.length, text: pageTexts.join(""), pageTexts, links };
}
