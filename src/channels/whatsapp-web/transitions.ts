/**
 * What follows from what happens to the channel: a table, without effects. Only what was looked at in the page makes
 * it ready: the library's own events come too often, or not at all.
 */
import { CODE_LASTS_MS, FIRST_QR_LASTS_MS, type Limits, MINUTE_MS, MOST_CODES, MOST_FAILED_STARTS, NEXT_QR_LASTS_MS } from './limits.ts';
import type { Happening, PageSight, Situation, StateName, Step, Trouble } from './state.ts';

/** Nothing runs in these, and only the seller begins anew. */
const AT_REST: readonly StateName[] = ['off', 'no_browser', 'logged_out', 'blocked', 'outdated'];
const LIVING: readonly StateName[] = ['ready', 'offline'];
/** Before the account is known to be linked. */
const UNLINKED: readonly StateName[] = ['starting', 'needs_link', 'linking'];

/** States of WhatsApp's own socket that end it (whatsapp-web.js, WAState). */
const ENDS: Readonly<Record<string, StateName>> = {
  TOS_BLOCK: 'blocked',
  SMB_TOS_BLOCK: 'blocked',
  PROXYBLOCK: 'blocked',
  DEPRECATED_VERSION: 'outdated',
};

export function next(now: Situation, what: Happening, at: number, limits: Limits): Step {
  if (what.is === 'begin') return begun(now, at);
  if (what.is === 'stopped') return { situation: moved(clear(now), 'off', at), effects: ['end'] };
  if (what.is === 'unlinked') return { situation: moved(forgotten(now), 'logged_out', at), effects: ['end', 'wipe'] };
  // What a process that is being ended still tells does not count.
  if (AT_REST.includes(now.state) || now.state === 'recovering') {
    return what.is === 'overdue' && wakes(now) ? begun(now, at) : stay(now);
  }
  switch (what.is) {
    case 'no-browser':
      return { situation: { ...moved(clear(now), 'no_browser', at), nextAt: at + limits.longestRetryMs }, effects: ['end'] };
    case 'qr':
      return shown(now, what.qr, at);
    case 'code':
      return shownToType(now, what.code, at);
    case 'socket':
      return socketIs(now, what.socket, at);
    case 'authenticated':
    case 'progress':
      return LIVING.includes(now.state) ? stay(now) : stay(syncing(now, what.is, at));
    case 'seen':
      return seen(now, what.page, at);
    case 'not-seen':
      return stay({ ...now, missedLooks: now.missedLooks + 1 });
    case 'logged-out':
      return { situation: moved(forgotten(now), 'logged_out', at), effects: ['end', 'wipe'] };
    case 'trouble':
      return troubled(now, what.trouble, what.chance, at, limits);
    case 'overdue':
      return overdue(now, what.chance, at, limits);
  }
}

/** When what is now has lasted too long; null: it may last. ms since the epoch. */
export function overdueAt(now: Situation, limits: Limits): number | null {
  switch (now.state) {
    case 'starting':
      return now.since + limits.startMs;
    case 'needs_link':
      return now.paused ? null : Math.max(now.qrUntil, now.codeUntil) + MINUTE_MS;
    case 'linking':
      return now.since + limits.syncMs;
    case 'syncing':
      // A page that was synchronised before it was loaded anew is so again soon, or shows that it goes on.
      if (now.authenticatedAt === null && !now.reloaded) return now.since + limits.syncMs;
      return (now.authenticatedAt ?? now.since) + limits.readyMs;
    case 'offline':
      return now.since + (now.reloaded ? limits.offlineRestartMs : limits.offlineReloadMs);
    case 'conflict':
      return now.paused ? null : now.since + limits.takeOverMs + limits.takingOverMs;
    case 'recovering':
    case 'no_browser':
      return now.nextAt;
    case 'off':
    case 'ready':
    case 'logged_out':
    case 'blocked':
    case 'outdated':
      return null;
  }
}

/** Looks in a row without an answer after which the page is taken to hang. */
const MOST_MISSED = 2;

export function hangs(now: Situation): boolean {
  return now.missedLooks >= MOST_MISSED;
}

function wakes({ state }: Situation): boolean {
  return state === 'recovering' || state === 'no_browser';
}

function begun(now: Situation, at: number): Step {
  return { situation: { ...moved(clear(now), 'starting', at), paused: false, codesShown: 0, tookOver: false }, effects: ['launch'] };
}

function shown(now: Situation, qr: string, at: number): Step {
  const isTyping = now.code !== null && at < now.codeUntil;
  if (now.codesShown >= MOST_CODES && !isTyping) return nobodyThere(now, at);
  const qrUntil = at + (now.qr === null ? FIRST_QR_LASTS_MS : NEXT_QR_LASTS_MS);
  return stay({ ...moved(now, 'needs_link', at), qr, qrUntil, codesShown: now.codesShown + 1 });
}

/** The first was asked for by somebody who is there; the next ones come by themselves. */
function shownToType(now: Situation, code: string, at: number): Step {
  if (now.code !== null && now.codesShown >= MOST_CODES) return nobodyThere(now, at);
  const codesShown = now.code === null ? 0 : now.codesShown;
  return stay({ ...moved(now, 'needs_link', at), code, codeUntil: at + CODE_LASTS_MS, codesShown });
}

function nobodyThere(now: Situation, at: number): Step {
  return { situation: { ...moved(clear(now), 'needs_link', at), paused: true }, effects: ['end'] };
}

function socketIs(now: Situation, socket: string, at: number): Step {
  const end = ENDS[socket];
  if (end) return { situation: moved(clear(now), end, at), effects: ['end'] };
  switch (socket) {
    case 'CONFLICT':
      // It is being taken back already.
      if (now.state === 'conflict') return stay(now);
      // One page of two has to give way: once it is the other.
      return now.tookOver
        ? { situation: { ...moved(clear(now), 'conflict', at), paused: true }, effects: ['end'] }
        : stay({ ...moved(now, 'conflict', at), tookOver: true });
    case 'CONNECTED':
      return UNLINKED.includes(now.state) ? stay(syncing(now, 'progress', at)) : stay(now);
    case 'PAIRING':
    case 'OPENING':
    case 'TIMEOUT':
      if (now.state === 'needs_link') return stay(hidden(moved(now, 'linking', at)));
      return now.state === 'ready' ? stay({ ...moved(now, 'offline', at), reloaded: false }) : stay(now);
    default:
      return stay(now);
  }
}

function syncing(now: Situation, by: 'authenticated' | 'progress', at: number): Situation {
  const authenticatedAt = by === 'authenticated' ? (now.authenticatedAt ?? at) : now.authenticatedAt;
  // Each step of it shows that it goes on.
  return hidden({ ...now, state: 'syncing', since: at, authenticatedAt });
}

function seen(before: Situation, page: PageSight, at: number): Step {
  const version = page.version ?? before.version;
  const failedStarts = version === before.version ? before.failedStarts : 0;
  const now = { ...before, missedLooks: 0, version, failedStarts, account: page.account ?? before.account };
  if (page.socket === 'CONNECTED' && page.synced && page.listening && page.account !== null) {
    if (now.state === 'ready') return stay(now);
    const readySince = now.state === 'offline' ? (now.readySince ?? at) : at;
    const situation = { ...hidden(moved(now, 'ready', at)), trouble: null, readySince, reloaded: false, failedStarts: 0, codesShown: 0 };
    return { situation, effects: ['sweep'] };
  }
  // Connected, and yet not synchronised any more, or in a page that nobody listens to.
  if (page.socket === 'CONNECTED' && LIVING.includes(now.state)) return stay({ ...moved(now, 'syncing', at), authenticatedAt: at });
  return page.socket === null ? stay(now) : socketIs(now, page.socket, at);
}

/** ± of each wait, so that not all shops come back at once. */
const SPREAD = 0.2;

function troubled(now: Situation, trouble: Trouble, chance: number, at: number, limits: Limits): Step {
  const wasWell = now.readySince !== null && at - now.readySince >= limits.wellMs;
  const attempts = wasWell ? 1 : now.attempts + 1;
  const wait = Math.min(limits.longestRetryMs, limits.firstRetryMs * 2 ** (attempts - 1)) * (1 + SPREAD * (2 * chance - 1));
  const situation = { ...moved(clear(now), 'recovering', at), trouble, attempts, nextAt: at + Math.round(wait) };
  return { situation, effects: ['end'] };
}

function overdue(now: Situation, chance: number, at: number, limits: Limits): Step {
  switch (now.state) {
    case 'starting':
      return troubled(now, 'start-overdue', chance, at, limits);
    case 'needs_link':
    case 'linking':
      return { situation: { ...hidden(now), state: 'starting', since: at }, effects: ['reload'] };
    case 'syncing':
      if (!now.reloaded) return { situation: { ...now, since: at, authenticatedAt: null, reloaded: true }, effects: ['reload'] };
      return notReady(now, chance, at, limits);
    case 'offline':
      if (!now.reloaded) return { situation: { ...now, reloaded: true }, effects: ['reload'] };
      return troubled(now, 'offline', chance, at, limits);
    case 'conflict':
      return { situation: { ...moved(clear(now), 'conflict', at), paused: true }, effects: ['end'] };
    default:
      return stay(now);
  }
}

/** Linked and never ready, time and again: the library does not fit this version of the page. */
function notReady(now: Situation, chance: number, at: number, limits: Limits): Step {
  const failedStarts = now.failedStarts + 1;
  if (failedStarts >= MOST_FAILED_STARTS) {
    return { situation: { ...moved(clear(now), 'outdated', at), failedStarts, trouble: 'not-ready' }, effects: ['end'] };
  }
  return troubled({ ...now, failedStarts }, 'not-ready', chance, at, limits);
}

function stay(situation: Situation): Step {
  return { situation, effects: [] };
}

function moved(now: Situation, state: StateName, at: number): Situation {
  return now.state === state ? now : { ...now, state, since: at };
}

function hidden(now: Situation): Situation {
  return { ...now, qr: null, qrUntil: 0, code: null, codeUntil: 0 };
}

/** Without what belongs to a browser that is gone. */
function clear(now: Situation): Situation {
  return { ...hidden(now), authenticatedAt: null, readySince: null, reloaded: false, missedLooks: 0 };
}

function forgotten(now: Situation): Situation {
  return { ...clear(now), account: null, attempts: 0, failedStarts: 0, trouble: null };
}
