/**
 * `npm run -s staff -- link --role owner --name Rosa`, `list`, `unlink Rosa`: who helps in the shop by chat, in the
 * open shop or in a closed one. A code alone goes to standard output.
 */
import { parseArgs } from 'node:util';
import { STAFF } from '../decisions/staff.ts';
import { atStaffDesk, type StaffAsked, type StaffDeps } from '../seller/staff/staff-desk.ts';
import { staffTexts } from '../seller/staff/texts.ts';
import type { FolderStore } from '../store/json/open.ts';
import { actAlone, type Here, withHere } from './data-command.ts';
import { withDesk } from './desk-here.ts';
import { tell, terminalLanguage } from './terminal.ts';

/** Answers the exit code: 1 where it was refused, 2 where it was not understood. */
export async function runStaff(home: string, argv: readonly string[]): Promise<number> {
  const asked = staffAsked(argv);
  if (!asked) {
    tell(staffTexts(terminalLanguage(process.env)).use);
    return 2;
  }
  return withHere(home, async (here) => {
    const told = await withDesk(here, '/seller/desk/staff', { asked }, (store) =>
      atStaffDesk(staffOfClosedShop(here, store), asked, here.language, 'terminal'),
    );
    const shown = told.ok && asked.do === 'link' ? told.lines.slice(0, 1) : told.ok && asked.do === 'list' ? told.lines : [];
    for (const line of shown) process.stdout.write(`${line}\n`);
    const rest = told.lines.slice(shown.length);
    if (rest.length > 0) tell(...rest);
    return told.ok ? 0 : 1;
  });
}

/** null where it is none of the three. */
function staffAsked([what, ...rest]: readonly string[]): StaffAsked | null {
  if (what === 'list') return rest.length === 0 ? { do: 'list' } : null;
  if (what === 'unlink') return rest.length > 0 && !rest[0]?.startsWith('-') ? { do: 'unlink', name: rest.join(' ') } : null;
  return what === 'link' ? linkAsked(rest) : null;
}

function linkAsked(words: readonly string[]): StaffAsked | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { role: { type: 'string' }, name: { type: 'string' }, language: { type: 'string' } },
    });
    const { role, name, language = null } = values;
    if (role === undefined || name === undefined) return null;
    if (language !== null && language !== 'es' && language !== 'pt' && language !== 'en') return null;
    return { do: 'link', role, name, language };
  } catch {
    return null;
  }
}

function staffOfClosedShop({ home, language }: Here, store: FolderStore): StaffDeps {
  return {
    staff: () => store.openHot().get('staff', STAFF),
    actOnStaff: async (action) => {
      const reply = await actAlone(home, language, store, action);
      if (!reply?.ok || !('staff' in reply)) throw new Error('the team could not be kept');
      return reply;
    },
    invites: () => [],
  };
}
