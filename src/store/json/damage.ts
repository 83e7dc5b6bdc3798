/**
 * What the store says when a file is not what it wrote. Where the file is needed to start it refuses to: to
 * go on would mean to forget, without a word, orders that customers were told are safe. A file of old
 * documents is found damaged later, when it is asked for or looked through: then everything else goes on.
 */
import path from 'node:path';
import { Unreadable } from '../port.ts';

/** An acknowledged part of the data cannot be read. `line` counts from 1. */
export class DataDamaged extends Unreadable {
  readonly line: number | null;
  readonly what: string;
  constructor(file: string, line: number | null, what: string) {
    super(`${file}${line === null ? '' : `, line ${line}`}: ${what}. ${whatToDo(file)}`, file);
    this.line = line;
    this.what = what;
  }
}

export function whatToDo(file: string): string {
  const folder = path.dirname(file);
  return path.basename(folder).endsWith('-index')
    ? `Remove the folder ${folder} while the shop is stopped: the next start builds it anew.`
    : 'The shop does not start with damaged data: put this folder aside and restore the last backup.';
}
