/**
 * Who is in: sessions of the seller, kept in memory by the hash of their token, so that nothing here can be
 * used to enter. A restart closes all of them; the link opens a new one.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

/** OWASP ASVS 5.0, 7.3.1 and 7.3.2 (facts/store.md §5). */
const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;
/** Phones, tablets and helpers of one seller; the one unused longest makes room. */
const SESSIONS = 50;

export interface Sessions {
  /** A new session; the token is known to its holder alone. */
  open(): string;
  /** Whether the token is of an open session; asking keeps it open. */
  holds(token: string | undefined): boolean;
  close(token: string | undefined): void;
}

/** `now`: ms since the epoch; `newToken`: at least 256 bits. */
export function createSessions(now: () => number, newToken: () => string): Sessions {
  const open = new Map<string, { readonly openedAt: number; readonly seenAt: number }>();
  return {
    open() {
      const token = newToken();
      const at = now();
      open.set(hashOf(token), { openedAt: at, seenAt: at });
      keepNewest(open, SESSIONS);
      return token;
    },
    holds(token) {
      if (!token) return false;
      const hash = hashOf(token);
      const session = open.get(hash);
      const at = now();
      if (!session) return false;
      open.delete(hash);
      if (at - session.seenAt > IDLE_MS || at - session.openedAt > LONGEST_MS) return false;
      open.set(hash, { ...session, seenAt: at });
      return true;
    },
    close(token) {
      if (token) open.delete(hashOf(token));
    },
  };
}

/** In a time that does not tell how much of it was right: both are hashed to the same length first. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Wrong keys from one address before it has to wait, and how long they count. */
const TRIES = 10;
const TRIES_MS = 10 * 60_000;
/** Addresses remembered; the one that failed first is forgotten first. */
const ADDRESSES = 1000;

export interface WrongKeys {
  /** ms this address has to wait before its next try, 0 for none. */
  wait(address: string): number;
  note(address: string): void;
}

export function createWrongKeys(now: () => number): WrongKeys {
  const failures = new Map<string, { readonly count: number; readonly since: number }>();
  const current = (address: string) => {
    const found = failures.get(address);
    return found && now() - found.since < TRIES_MS ? found : undefined;
  };
  return {
    wait(address) {
      const found = current(address);
      return found && found.count >= TRIES ? found.since + TRIES_MS - now() : 0;
    },
    note(address) {
      const found = current(address) ?? { count: 0, since: now() };
      failures.delete(address);
      failures.set(address, { ...found, count: found.count + 1 });
      keepNewest(failures, ADDRESSES);
    },
  };
}

/** A Map keeps the order in which its keys were set. */
function keepNewest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
