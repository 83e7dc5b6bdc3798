import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBlackBox } from './black-box.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tanteo-box-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('an event during which the process died is accused, each time once', () => {
  for (const deaths of [0, 1, 2]) {
    const box = openBlackBox(directory);
    expect(box.deaths('poison')).toBe(deaths);
    box.enter('good');
    box.leave();
    box.enter('poison');
    // The process ends here: nobody leaves.
    box.close();
  }
  const box = openBlackBox(directory);
  expect(box.deaths('poison')).toBe(3);
  expect(box.deaths('good')).toBe(0);
  box.close();
});

test('a process that ended between two events accuses nobody', () => {
  const box = openBlackBox(directory);
  box.enter('an event');
  box.leave();
  box.close();
  const next = openBlackBox(directory);
  expect(next.deaths('an event')).toBe(0);
  next.close();
});
