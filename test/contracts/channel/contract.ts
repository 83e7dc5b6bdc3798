/**
 * What every channel must do, as the runtime relies on it: `receiving.ts` is what comes in, `sending.ts` what goes out,
 * and here how it stands. A channel brings a driver that plays its other side, and says what it cannot have.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepFiles } from './bodies.ts';
import { type ChannelDriver, type Folders, TROUBLES, type Traits, type Troubles } from './driver.ts';
import { receivingContract } from './receiving.ts';
import { sendingContract } from './sending.ts';
import { Story } from './story.ts';

/** What the parts of the contract are told with. */
export interface Telling {
  readonly traits: Traits;
  /** The story of the test that runs. */
  readonly story: () => Story;
  /** A test about troubles that a channel may be unable to have: then there is none, and its traits say why. */
  readonly inTrouble: (trouble: keyof Troubles, name: string, run: (story: Story) => Promise<void>) => void;
}

/** @param open a channel that was not started yet, and its other side. */
export function channelContract(traits: Traits, open: (folders: Folders) => Promise<ChannelDriver>): void {
  describe(`the contract of a channel: ${traits.name}`, () => {
    let directory: string;
    let story: Story;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'tanteo-contract-'));
      await keepFiles({ imagesDirectory: directory, dataDirectory: directory });
    });
    afterAll(() => rm(directory, { recursive: true, force: true }));
    beforeEach(async () => {
      story = new Story(await open({ imagesDirectory: directory, dataDirectory: directory }));
    });
    afterEach(() => story.driver.close());

    const telling: Telling = {
      traits,
      story: () => story,
      inTrouble(trouble, name, run) {
        if (traits.cannot[trouble] === undefined) test(name, () => run(story));
      },
    };
    test('every trouble is played, or it is said why it cannot be', () => {
      const reasons = Object.values(traits.cannot);
      expect([...Object.keys(story.driver.plays), ...Object.keys(traits.cannot)].sort()).toEqual([...TROUBLES].sort());
      for (const reason of reasons) expect(reason).not.toBe('');
    });
    describe('what comes in', () => receivingContract(telling));
    describe('what goes out', () => sendingContract(telling));
    describe('how it stands', () => standingContract(telling));
  });
}

function standingContract({ story, inTrouble }: Telling): void {
  test('it says that it is well once it was started', async () => {
    await story().begins();
    const health = story().driver.channel.health();
    expect(health.ok).toBe(true);
    expect(health.words).not.toBe('');
  });

  inTrouble('goesAway', 'while the line is down it says so, and once it is back that it is well again', async (told) => {
    await told.isUnderWay();
    const health = () => told.driver.channel.health();
    const { words: well } = health();
    await told.play('goesAway')();
    expect(health().ok).toBe(false);
    expect(health().words).not.toBe(well);
    await told.play('comesBack')();
    expect(health().ok).toBe(true);
    expect(await told.driver.customerSends('after', 'text')).toBe(true);
  });

  test('after it was stopped nothing comes in and it says so', async () => {
    const { driver, received } = story();
    await story().isUnderWay();
    await driver.channel.stop();
    expect(await driver.customerSends('late', 'text').catch(() => false)).toBe(false);
    expect(received).toHaveLength(1);
    expect(driver.channel.health().ok).toBe(false);
  });

  test('stopping twice, or before starting, is harmless', async () => {
    await story().driver.channel.stop();
    await story().driver.channel.stop();
  });
}
