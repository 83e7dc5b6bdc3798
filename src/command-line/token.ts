/**
 * `npm run -s token -- create "contador" --scopes orders:read,exports:read --expires 90d`, `list`, `revoke
 * "contador"`: tokens of the API, in the open shop or in a closed one. A new token alone goes to standard output.
 */
import { newId } from '../chance.ts';
import { systemClock } from '../clock.ts';
import { atTokenDesk, type TokenAsked, type TokenDeps, tokenUse } from '../seller/tokens/token-desk.ts';
import type { FolderStore } from '../store/json/open.ts';
import { actAlone, type Here, withHere } from './data-command.ts';
import { withDesk } from './desk-here.ts';
import { tell, terminalLanguage } from './terminal.ts';

/** Answers the exit code: 1 where it was refused, 2 where it was not understood. */
export async function runToken(home: string, argv: readonly string[]): Promise<number> {
  const asked = tokenAsked(argv);
  if (!asked) {
    tell(tokenUse(terminalLanguage(process.env)));
    return 2;
  }
  return withHere(home, async (here) => {
    const told = await withDesk(here, '/seller/desk/token', { asked }, (store) =>
      atTokenDesk(tokensOfClosedShop(here, store), asked, here.language),
    );
    const shown = told.ok && asked.do === 'create' ? told.lines.slice(0, 1) : told.ok && asked.do === 'list' ? told.lines : [];
    for (const line of shown) process.stdout.write(`${line}\n`);
    const rest = told.lines.slice(shown.length);
    if (rest.length > 0) tell(...rest);
    return told.ok ? 0 : 1;
  });
}

/** null where it is none of the three. */
function tokenAsked([what, ...rest]: readonly string[]): TokenAsked | null {
  if (what === 'list') return rest.length === 0 ? { do: 'list' } : null;
  const [name, ...options] = rest;
  if (name === undefined || name.startsWith('-')) return null;
  if (what === 'revoke') return options.length === 0 ? { do: 'revoke', name } : null;
  if (what !== 'create') return null;
  const given = optionsIn(options);
  return given && { do: 'create', name, scopes: given.get('scopes') ?? '', expires: given.get('expires') ?? null };
}

function optionsIn(words: readonly string[]): ReadonlyMap<string, string> | null {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const [, option, joined] = /^--(scopes|expires)(?:=(.*))?$/s.exec(words[at] ?? '') ?? [];
    if (option === undefined) return null;
    if (joined === undefined) at += 1;
    given.set(option, joined ?? words[at] ?? '');
  }
  return given;
}

function tokensOfClosedShop({ home, language }: Here, store: FolderStore): TokenDeps {
  return {
    tokens: () => store.query.all('tokens'),
    actOnToken: async (action) => {
      const reply = await actAlone(home, language, store, action);
      if (!reply?.ok || !('token' in reply)) throw new Error('the token could not be kept');
      return reply;
    },
    newId,
    now: systemClock.now,
  };
}
