/** How the channel stands, as the seller reads it. */
import { describe, expect, test } from 'vitest';
import type { Browser } from './browser/find-browser.ts';
import { BROWSER_OLD_MS, LIMITS } from './limits.ts';
import { healthOf, type ReportParts, reportOf } from './report.ts';
import type { Handed } from './sends.ts';
import { NEVER_STARTED } from './standing.ts';
import { type Situation, situationAt } from './state.ts';
import { WORDS } from './words.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const DAY = 86_400_000;
const OWN: Browser = { path: '/usr/bin/chromium', version: '156.0.1', headless: true, fetchedAt: null };

interface Change {
  readonly situation?: Partial<Situation>;
  readonly browser?: Browser;
  readonly linkedAt?: number;
  readonly sent?: number;
  readonly foundLate?: readonly number[];
}

function report({ situation = {}, browser = OWN, linkedAt = NOW - 30 * DAY, sent = 0, foundLate = [] }: Change) {
  const now: Situation = { ...situationAt(NOW, 'ready'), ...situation };
  const one = (n: number): Handed => ({
    ...{ key: String(n), part: 0, chat: '1@c.us', digest: String(n), at: NOW - 1000, ref: String(n), unasked: false },
  });
  const parts: ReportParts = {
    supervisor: {
      situation: () => now,
      happens: () => {},
      ask: async () => ({ ok: false, why: 'gone', words: '' }),
      linkedAt: () => linkedAt,
      ...{ browser, memoryMiB: 400, complaint: null, settled: async () => {}, close: async () => {} },
    },
    standing: { ...NEVER_STARTED, consentAt: NOW - 30 * DAY, linkedAt, account: '51900000042@c.us' },
    sends: Array.from({ length: sent }, (_, n) => one(n)),
    receiving: { lastAt: NOW, foundLate },
    sending: { lastAt: NOW, lastAckAt: NOW, oldestUnackedAt: null, refusedAt: [] },
    ...{ queued: 7, limits: LIMITS, language: 'es', now: NOW },
  };
  return reportOf(parts);
}

describe('what may leave', () => {
  test('of a number that is new here is a quarter, for two weeks from its first day', () => {
    expect(report({ linkedAt: NOW - DAY }).sent).toMatchObject({ mostAnHour: 50, mostADay: 250, left: 50, newUntil: NOW + 13 * DAY });
    expect(report({}).sent).toMatchObject({ mostAnHour: 200, mostADay: 1000, left: 200, newUntil: null });
  });

  test('where nothing may leave now, what waits is no trouble, and she is told that it waits', () => {
    const full = report({ sent: 200 });
    expect(full).toMatchObject({ queued: 7, advice: WORDS.es.advice.at_cap, sent: { left: 0 } });
    expect(healthOf(full, true, 'es').ok).toBe(true);
    // Lost notices are worse news.
    expect(report({ sent: 200, foundLate: [NOW - 1000] }).advice).toBe(WORDS.es.advice.found_late);
  });
});

test('a browser of the machine is kept up to date by others; one that was fetched is old after a month', () => {
  expect(report({}).browser?.isOld).toBe(false);
  const fetched = (at: number) => report({ browser: { ...OWN, headless: 'shell', fetchedAt: at } });
  expect(fetched(NOW - BROWSER_OLD_MS + 1)).toMatchObject({ browser: { isOld: false }, advice: null });
  expect(fetched(NOW - BROWSER_OLD_MS)).toMatchObject({ browser: { isOld: true }, advice: WORDS.es.advice.browser_old });
});

test('why it begins anew is said in words, and nothing of a number but its end', () => {
  const down = report({ situation: { state: 'recovering', trouble: 'hangs', attempts: 2, nextAt: NOW + 10_000 } });
  expect(down).toMatchObject({ recovery: { words: WORDS.es.troubles.hangs, attempt: 2, nextAt: NOW + 10_000 }, number: '+…42' });
  expect(healthOf(down, true, 'es').ok).toBe(false);
});
