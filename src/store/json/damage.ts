/**
 * What the store says when a file is not what it wrote. It refuses to start then: to go on would mean to
 * forget, without a word, orders that customers were told are safe.
 */

/** An acknowledged part of the data cannot be read. `line` counts from 1. */
export class DataDamaged extends Error {
  readonly file: string;
  readonly line: number | null;
  constructor(file: string, line: number | null, what: string) {
    super(
      `${file}${line === null ? '' : `, line ${line}`}: ${what}. ` +
        'The shop does not start with damaged data: put this folder aside and restore the last backup.',
    );
    this.file = file;
    this.line = line;
  }
}
