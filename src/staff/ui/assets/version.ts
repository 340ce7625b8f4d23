/** A name for a version of a file that this Worker carries (FNV-1a, 32 bits); it tells versions apart and protects nothing. */
export function versionOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
