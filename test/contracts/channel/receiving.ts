/** What comes in: every kind, once, in its order, and confirmed only when the shop has it. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Accept } from '../../../src/channels/port.ts';
import type { Telling } from './contract.ts';

export function receivingContract({ traits, story, inTrouble }: Telling): void {
  const { carries } = traits;

  test('a customer’s message arrives, says where it comes from, and is confirmed', async () => {
    const { driver, received } = story();
    await story().begins();
    for (const [index, kind] of carries.entries()) {
      expect(await driver.customerSends(`m${index}`, kind), kind).toBe(true);
      const message = received.at(-1);
      expect(message?.body.kind).toBe(kind);
      expect(message?.channel).toBe(driver.channel.name);
      expect(message?.chat).not.toBe('');
      expect(message?.account).not.toBe('');
    }
    expect(received).toHaveLength(carries.length);
  });

  test('the same message again has the same id, another one has another', async () => {
    const { driver, received } = story();
    await story().begins();
    await driver.customerSends('m1', 'text');
    expect(await driver.customerSends('m1', 'text')).toBe(true);
    await driver.customerSends('m2', 'text');
    expect(received).toHaveLength(2);
    expect(new Set(received.map((message) => message.chat)).size).toBe(1);
  });

  test('whatever a customer sends stays in its order, also where the shop takes longer for what came first', async () => {
    const { driver, shop, received } = story();
    const kinds = [...carries, ...carries];
    let turns = kinds.length;
    await story().begins(async (message) => {
      turns -= 1;
      for (let turn = turns; turn > 0; turn -= 1) await setImmediate();
      return shop.accept(message);
    });
    await driver.customerSendsAll(kinds);
    expect(received.map(({ body }) => body.kind)).toEqual(kinds);
  });

  test('what the shop cannot keep holds back what the same customer wrote after it', async () => {
    const { shop, received, driver } = story();
    let refusals = 2;
    await story().begins(async (message) => {
      refusals -= 1;
      return refusals < 0 ? shop.accept(message) : { accepted: false };
    });
    await driver.customerSendsAll(carries);
    expect(received.map(({ body }) => body.kind)).toEqual(carries);
  });

  inTrouble('repeats', 'a message that is told again while the shop still writes it down arrives once', async (told) => {
    const { driver, shop } = told;
    const heard = Promise.withResolvers<void>();
    const heardAgain = Promise.withResolvers<void>();
    const disk = Promise.withResolvers<void>();
    let asked = 0;
    await told.begins(async (message) => {
      asked += 1;
      (asked > 1 ? heardAgain : heard).resolve();
      await disk.promise;
      return shop.accept(message);
    });
    const confirmed = driver.customerSends('m1', 'text');
    await heard.promise;
    const repeated = told.play('repeats')('m1');
    await Promise.race([repeated, heardAgain.promise]);
    disk.resolve();
    expect(await confirmed).toBe(true);
    await repeated;
    expect(await driver.customerSends('m2', 'text')).toBe(true);
    expect(told.received).toHaveLength(2);
  });

  test('what the shop cannot keep is not confirmed, and arrives when it is sent again', async () => {
    const { driver, shop, received } = story();
    shop.full = true;
    await story().begins();
    expect(await driver.customerSends('m1', 'text')).toBe(false);
    shop.full = false;
    expect(await driver.customerSends('m1', 'text')).toBe(true);
    expect(received).toHaveLength(1);
  });

  test('a shop that breaks while it takes a message confirms nothing', async () => {
    await story().begins(async () => {
      throw new Error('the disk is gone');
    });
    expect(await story().driver.customerSends('m1', 'text')).toBe(false);
  });

  /** The shop is stopped while it writes a message down; answers whether that was confirmed. */
  const stoppedWhileItWrites = async (accept: Accept): Promise<boolean> => {
    const { driver } = story();
    const heard = Promise.withResolvers<void>();
    const disk = Promise.withResolvers<void>();
    await story().begins(async (message) => {
      heard.resolve();
      await disk.promise;
      return accept(message);
    });
    const confirmed = driver.customerSends('m1', 'text');
    await heard.promise;
    const stopped = driver.channel.stop();
    disk.resolve();
    await stopped;
    return confirmed;
  };

  test('a shop that is stopped before it has a message hears it when it is back', async () => {
    const told = story();
    expect(await stoppedWhileItWrites(async () => ({ accepted: false }))).toBe(false);
    await told.beginsAnew();
    await told.driver.comesAgain('m1', told.until(1));
    expect(await told.driver.customerSends('m2', 'text')).toBe(true);
    expect(told.received).toHaveLength(2);
  });

  test('a shop that is stopped when it has a message hears it once', async () => {
    const told = story();
    await stoppedWhileItWrites(told.shop.accept);
    await told.beginsAnew();
    expect(await told.driver.customerSends('m2', 'text')).toBe(true);
    expect(told.received).toHaveLength(2);
  });
}
