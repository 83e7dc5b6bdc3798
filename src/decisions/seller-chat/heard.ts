/** What was heard of what a helper typed. */
import type { StaffCommand } from '../../conversation/staff-command.ts';

export interface Heard {
  readonly asked: StaffCommand;
  /** False: she is asked before anything is changed by it. */
  readonly clear: boolean;
}

/** Whether these words, folded, name something that the shop sells. */
export type IsGoods = (words: string) => boolean;
