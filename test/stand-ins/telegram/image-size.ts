/** Width and height from the first bytes of a picture, in the formats that Telegram takes as photos. */

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** null: no such picture. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.subarray(1, 4).toString('latin1') === 'PNG' && view.length >= 24)
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
  if (view.subarray(8, 12).toString('latin1') === 'WEBP' && view.length >= 30) return webpSize(view);
  if (view.length > 4 && view.readUInt16BE(0) === 0xffd8) return jpegSize(view);
  return null;
}

function webpSize(view: Buffer): ImageSize | null {
  const kind = view.subarray(12, 16).toString('latin1');
  if (kind === 'VP8 ') return { width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff };
  if (kind === 'VP8X') return { width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1 };
  if (kind !== 'VP8L') return null;
  const bits = view.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** The frame header is the first marker C0 to CF that is not a table (C4, C8, CC). */
function jpegSize(view: Buffer): ImageSize | null {
  for (let at = 2; at + 9 < view.length; at += 2 + view.readUInt16BE(at + 2)) {
    const marker = view[at + 1] ?? 0;
    if (view[at] !== 0xff) return null;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
  }
  return null;
}
