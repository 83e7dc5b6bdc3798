/** The machine on which the shop opens by itself, as far as that depends on it. */

export const SYSTEMS = ['linux', 'darwin', 'win32'] as const;
export type System = (typeof SYSTEMS)[number];

export interface Machine {
  readonly system: System;
  /** Absolute path of a Node that runs the program. */
  readonly node: string;
  /** Absolute folder of the shop. */
  readonly home: string;
  /** Her folder on this machine. */
  readonly userHome: string;
  /** As the system knows her: `ana`, on Windows `TIENDA\ana`. */
  readonly user: string;
  /** On Linux and macOS; null on Windows. 0: the shop is opened by the system and not by a person. */
  readonly uid: number | null;
  /** Where programs are looked for. */
  readonly path: string;
}
