import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;

/** The files of a zip by their names, as its list at the end tells them (PKWARE's APPNOTE.TXT, 4.3). */
export function unzip(archive: Buffer): Map<string, Buffer> {
  let end = archive.length - END_SIZE;
  while (archive.readUInt32LE(end) !== END) end--;
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    ) as [number, number, number];
    const local = archive.readUInt32LE(at + 42);
    const start =
      local +
      30 +
      archive.readUInt16LE(local + 26) +
      archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    files.set(
      archive.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + name),
      method === 0 ? content : inflateRawSync(content),
    );
    at += ENTRY_SIZE + name + extra + comment;
  }
  return files;
}
