/** How the copy of every night stands: where it goes, whether that is there, and how old the last one is. */
import { existsSync } from 'node:fs';
import { formatLocal } from '../../commerce/calendar.ts';
import { copyTargetOf, copyTargetWords } from '../../config/copy-target.ts';
import { lastCopy } from '../../off-machine/last.ts';
import type { Here } from '../data-command.ts';
import { fill } from '../terminal.ts';
import type { ServiceTexts } from './texts.ts';

/** As the settings have it. */
const DEFAULT_HOUR = 3;
const DAY_MS = 24 * 60 * 60_000;
/** One night may have been missed: a machine that slept. */
const OLD_DAYS = 2;

/** `copyTo`: what was set just now; `now`: ms since the epoch. */
export async function copyWords(here: Here, copyTo: string | null, now: number, { copy }: ServiceTexts): Promise<readonly string[]> {
  const { nightlyCopy } = here.settings;
  const to = copyTo ?? (nightlyCopy ? copyTargetWords(nightlyCopy.to) : null);
  if (to === null) return [copy.none];
  const last = await lastCopy(here.dataDirectory);
  const target = copyTargetOf(to);
  const isThere = target?.kind !== 'folder' || existsSync(target.path);
  return [
    ...(isThere ? [] : [fill(copy.notThere, { to })]),
    fill(copy.to, { to, hour: nightlyCopy?.hour ?? DEFAULT_HOUR }),
    ...(last === null ? [copy.never] : lastWords(Date.parse(last.at), now, copy)),
  ];
}

/** In the time of this machine, which is where she looks. */
function lastWords(at: number, now: number, copy: ServiceTexts['copy']): readonly string[] {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const days = Math.floor((now - at) / DAY_MS);
  return [
    fill(copy.last, { when: formatLocal(at, timeZone, 'YYYY-MM-DD HH:mm') }),
    ...(days >= OLD_DAYS ? [fill(copy.old, { days })] : []),
  ];
}
