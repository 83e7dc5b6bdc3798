/** Where things end in JSON that this program wrote: documents are found and moved without being parsed. */

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = { brace: 123, bracket: 91 };
const CLOSED = { brace: 125, bracket: 93 };

/** Where the quote is that ends the string whose first character is at `from`. */
export function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); ; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at;
    while (bytes[before - 1] === BACKSLASH && before > from) before--;
    if ((at - before) % 2 === 0) return at;
  }
}

/** Just behind the brace or bracket that ends the object or list which begins at `from`; -1 where none does. */
export function endOfObject(bytes: Buffer, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN.brace || byte === OPEN.bracket) depth++;
    else if ((byte === CLOSED.brace || byte === CLOSED.bracket) && --depth === 0) return at + 1;
  }
  return -1;
}
