/** The screen of a terminal, and what stands on it. */
import { Writable } from 'node:stream';

/** `seen`: called whenever something more is there. */
export function screen(seen: () => void = () => {}): { readonly output: Writable; readonly said: () => string } {
  let said = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      seen();
      done();
    },
  });
  return { output, said: () => said };
}
