/** What is really inside an executable, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the packages whose code is in the bundles, Node, and the runtime. */
import { createHash } from "node:crypto";
import { VERSION } from "../../src/domain/version.ts";
import type { LockedPackage } from "./lock_file.ts";
import type { Platform, ProgramPackage } from "./platforms.ts";

/** What esbuild says of its output: of each file how many bytes of it are in there. */
export interface BundleMeta {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}

interface Component {
  readonly type: "application" | "library" | "platform";
  readonly "bom-ref": string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly licenses?: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
  readonly hashes?: readonly { readonly alg: "SHA-256" | "SHA-512"; readonly content: string }[];
  readonly cpe?: string;
  readonly purl?: string;
  readonly components?: readonly Component[];
}

export interface Bom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** The folders of the packages of which something is in a bundle, such as `node_modules/hono`. */
export function packagesIn(metas: readonly BundleMeta[]): readonly string[] {
  const files = metas.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0)),
  );
  const folders = files.map(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

interface Inside {
  readonly platform: Platform;
  /** In hexadecimal, of the executable. */
  readonly sha256: string;
  readonly packages: readonly LockedPackage[];
  /** `process.versions` of the Node in it. */
  readonly nodeVersions: Readonly<Record<string, string>>;
}

export function bomOf({ platform, sha256, packages, nodeVersions }: Inside): Bom {
  const name = `fivebar-${VERSION}-${platform.name}${platform.suffix}`;
  const application: Component = {
    type: "application",
    "bom-ref": name,
    name: "fivebar",
    version: VERSION,
    description: `the executable ${name}`,
    licenses: [{ license: { id: "MIT" } }],
    hashes: [{ alg: "SHA-256", content: sha256 }],
  };
  const components = [
    {
      ...npmComponent("platform", platform.node),
      cpe: `cpe:2.3:a:nodejs:node.js:${platform.node.version}:*:*:*:*:*:*:*`,
      components: partsOfNode(platform.node.version, nodeVersions),
    },
    npmComponent("platform", platform.workerd),
    ...packages.map((one) => npmComponent("library", one)),
  ];
  const dependencies = [
    { ref: name, dependsOn: components.map((component) => component["bom-ref"]) },
    ...components.map((component) => ({ ref: component["bom-ref"], dependsOn: [] })),
  ];
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify([application, components]))}`;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber,
    version: 1,
    metadata: { component: application },
    components,
    dependencies,
  };
}

function npmComponent(type: Component["type"], { name, version, integrity, license }: ProgramPackage): Component {
  const [group, base] = name.startsWith("@") ? name.split("/", 2) : [undefined, name];
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type,
    "bom-ref": purl,
    ...(group !== undefined && { group }),
    name: base ?? name,
    version,
    ...(license !== "" && { licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }] }),
    hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex") }],
    purl,
  };
}

/** Not libraries: numbers of interfaces, and of the standards that are implemented. */
const NO_PARTS = new Set(["node", "modules", "napi", "unicode", "cldr", "tz"]);

/** The libraries that Node is built with. */
function partsOfNode(node: string, versions: Readonly<Record<string, string>>): readonly Component[] {
  return Object.entries(versions)
    .filter(([name, version]) => version !== "" && !NO_PARTS.has(name))
    .map(([name, version]) => ({ type: "library", "bom-ref": `node@${node}/${name}@${version}`, name, version }));
}

/** A UUID (RFC 9562, version 8) that is the same for the same contents. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
