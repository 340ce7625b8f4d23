/** What a release says of itself: its section of the CHANGELOG, and what of it was tried. */

/** The section of a version, without its heading. Fails where there is none. */
export function sectionOf(changelog: string, version: string): string {
  const from = changelog.indexOf(`\n## [${version}]`);
  if (from < 0) throw new Error(`CHANGELOG.md has no section for ${version}`);
  const start = changelog.indexOf("\n", from + 1);
  const next = changelog.indexOf("\n## [", start);
  // What the brackets of headings lead to stands at the end of the file.
  const links = /\n\[[^\]]+\]: /.exec(changelog.slice(start))?.index ?? -1;
  const ends = [next, links < 0 ? -1 : start + links].filter((at) => at >= 0);
  return changelog.slice(start, Math.min(...ends, changelog.length)).trim();
}

export function releaseNotes(changelog: string, version: string, notTried: readonly string[]): string {
  const tried = notTried.length === 0 ? [] : ["", "## Not tried", "", ...notTried.map((one) => `- ${one}`)];
  return [`# Fivebar ${version}`, "", sectionOf(changelog, version), ...tried, ""].join("\n");
}
