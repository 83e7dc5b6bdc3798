/**
 * Where the copy of every night goes: a folder — of a disk, of a drive that is synchronised elsewhere — or a place
 * that rsync or rclone brings it to.
 */
import { posix, win32 } from 'node:path';

export type CopyTarget =
  /** Absolute. */
  | { readonly kind: 'folder'; readonly path: string }
  /** As the program takes it: `ana@servidor:/copias`, `remoto:carpeta`. */
  | { readonly kind: 'rsync' | 'rclone'; readonly to: string };

/** null for what is none of them. */
export function copyTargetOf(text: string): CopyTarget | null {
  const [, program, to] = /^(rsync|rclone):(.+)$/.exec(text) ?? [];
  if (program === 'rsync' || program === 'rclone') {
    // What begins with a dash would be an option to the program, and a name without a colon a place on this machine.
    return to !== undefined && /^[^-\s:][^\s:]*:\S*$/.test(to) ? { kind: program, to } : null;
  }
  return posix.isAbsolute(text) || /^([A-Za-z]:[\\/]|\\\\)/.test(text) ? { kind: 'folder', path: normal(text) } : null;
}

function normal(path: string): string {
  return posix.isAbsolute(path) ? posix.normalize(path) : win32.normalize(path);
}

/** As it was written. */
export function copyTargetWords(target: CopyTarget): string {
  return target.kind === 'folder' ? target.path : `${target.kind}:${target.to}`;
}
