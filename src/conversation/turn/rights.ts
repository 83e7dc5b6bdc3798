/** What the law lets her ask for at any time, whoever is at the counter: to withdraw, to complain, to see her data and to have them forgotten. */
import type { Command } from '../commands.ts';
import type { ActionName } from '../flow/flow.ts';
import type { ShopFiles } from '../shop-files.ts';
import type { Fragment, Heard } from './hearing.ts';

const RIGHTS: ReadonlySet<Command['do']> = new Set(['withdraw', 'my-data', 'forget-me']);
/** A flow that begins one of them, whatever the seller calls it. */
const BEGIN: ReadonlySet<ActionName> = new Set(['withdraw', 'begin-complaint']);

export function asksForRight(heard: Heard | Fragment, { flows }: Pick<ShopFiles, 'flows'>): boolean {
  if (heard.kind !== 'words') return false;
  return heard.understood.commands.some((command) => {
    if (RIGHTS.has(command.do)) return true;
    const steps = command.do === 'start-flow' ? flows.get(command.flow)?.steps : undefined;
    return steps?.some((step) => step.kind === 'do' && BEGIN.has(step.action)) === true;
  });
}
