import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GOOD_FILES, IMAGES, NEEDS, patched } from './good-files.ts';
import { readShopFiles } from './read-shop-files.ts';
import { SETTLE_MS, type ShopFilesWatch, watchShopFiles } from './watch-shop-files.ts';

const SHOP = 'catalog/shop.yaml';

let directory = '';
let watching: ShopFilesWatch | null = null;
let said: string[] = [];

beforeEach(async () => {
  said = [];
  directory = await mkdtemp(join(tmpdir(), 'tanteo-watch-'));
  for (const folder of ['catalog/images', 'flows/texts', 'flows/words']) await mkdir(join(directory, folder), { recursive: true });
  for (const [file, text] of Object.entries(GOOD_FILES)) await writeFile(join(directory, file), text);
  for (const image of IMAGES) await writeFile(join(directory, 'catalog/images', image), '<svg/>');
});

afterEach(async () => {
  watching?.close();
  watching = null;
  await rm(directory, { recursive: true });
});

const write = (find: string, replace: string) => writeFile(join(directory, SHOP), patched(SHOP, find, replace));

async function contentNow(): Promise<string> {
  return (await readShopFiles(directory, NEEDS)).content;
}

const hears = {
  needs: NEEDS,
  onGood: (files: { readonly shop: { readonly name: string } }) => said.push(`good ${files.shop.name}`),
  onBad: (problems: readonly { readonly what: string }[]) => said.push(`bad ${problems.map(({ what }) => what)}`),
};

describe('with time and folders in the hands of the test', () => {
  /** A folder watch that speaks when the test says so, and a clock that only the test moves. */
  async function watchByHand() {
    const timers = new Set<() => void>();
    const waits: number[] = [];
    let touch = () => {};
    let open = 0;
    watching = watchShopFiles(directory, {
      ...hears,
      since: await contentNow(),
      watchFolders: (_folders, changed) => {
        touch = changed;
        open += 1;
        return { close: () => (open -= 1) };
      },
      after: (ms, run) => {
        waits.push(ms);
        timers.add(run);
        return { cancel: () => timers.delete(run) };
      },
    });
    const settle = async () => {
      for (const run of [...timers]) {
        timers.delete(run);
        run();
      }
      await watching?.settled();
    };
    await settle();
    return { touch: () => touch(), settle, timers, waits, openWatches: () => open };
  }

  test('a good change is taken', async () => {
    const hand = await watchByHand();
    await write('nombre: Retama', 'nombre: Cantuta');
    hand.touch();
    await hand.settle();
    expect(said).toEqual(['good Cantuta']);
  });

  test('a bad change is told, and the repaired file is taken', async () => {
    const hand = await watchByHand();
    await write('moneda: PEN', 'moneda: PENN');
    hand.touch();
    await hand.settle();
    await write('nombre: Retama', 'nombre: Cantuta');
    hand.touch();
    await hand.settle();
    expect(said).toEqual(['bad not-one-of-nearest', 'good Cantuta']);
  });

  test('the many steps in which an editor saves are one change, read after a silence', async () => {
    const hand = await watchByHand();
    await write('nombre: Retama', 'nombre: Cantuta');
    hand.touch();
    hand.touch();
    hand.touch();
    expect(hand.timers.size).toBe(1);
    expect(new Set(hand.waits)).toEqual(new Set([SETTLE_MS]));
    await hand.settle();
    expect(said).toEqual(['good Cantuta']);
  });

  test('saving without changing anything is no change', async () => {
    const hand = await watchByHand();
    await write('nombre: Retama', 'nombre: Retama');
    hand.touch();
    await hand.settle();
    expect(said).toEqual([]);
  });

  test('a picture that is taken away is a change too', async () => {
    const hand = await watchByHand();
    await rm(join(directory, 'catalog/images/polo.png'));
    hand.touch();
    await hand.settle();
    expect(said).toEqual(['bad image-missing']);
  });

  test('what changed between the first reading and the watch is not lost', async () => {
    const since = await contentNow();
    await write('nombre: Retama', 'nombre: Cantuta');
    let run = () => {};
    watching = watchShopFiles(directory, {
      ...hears,
      since,
      watchFolders: () => ({ close: () => {} }),
      after: (_ms, later) => {
        run = later;
        return { cancel: () => {} };
      },
    });
    run();
    await watching.settled();
    expect(said).toEqual(['good Cantuta']);
  });

  test('after closing nothing is read any more and no watch stays open', async () => {
    const hand = await watchByHand();
    await write('nombre: Retama', 'nombre: Cantuta');
    hand.touch();
    watching?.close();
    await hand.settle();
    expect([said, hand.timers.size, hand.openWatches()]).toEqual([[], 0, 0]);
  });
});

describe('with real folders', () => {
  /** Resolves with what the watch says next. */
  function nextWord(since: string): { readonly next: () => Promise<string> } {
    const waiting: ((word: string) => void)[] = [];
    const words: string[] = [];
    const say = (word: string) => {
      const first = waiting.shift();
      if (first) first(word);
      else words.push(word);
    };
    watching = watchShopFiles(directory, {
      needs: NEEDS,
      since,
      onGood: (files) => say(`good ${files.shop.name}`),
      onBad: (problems) => say(`bad ${problems[0]?.what}`),
    });
    return {
      next: () => {
        const word = words.shift();
        return word === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(word);
      },
    };
  }

  test('a file saved in place, then one saved by renaming, then a folder put in place of another', async () => {
    const heard = nextWord(await contentNow());
    await write('nombre: Retama', 'nombre: Uno');
    expect(await heard.next()).toBe('good Uno');

    await writeFile(join(directory, 'catalog/.shop.swp'), patched(SHOP, 'nombre: Retama', 'nombre: Dos'));
    await rename(join(directory, 'catalog/.shop.swp'), join(directory, SHOP));
    expect(await heard.next()).toBe('good Dos');

    await cp(join(directory, 'catalog'), join(directory, 'catalog.new'), { recursive: true });
    await writeFile(join(directory, 'catalog.new/shop.yaml'), patched(SHOP, 'nombre: Retama', 'nombre: Tres'));
    await rename(join(directory, 'catalog'), join(directory, 'catalog.old'));
    await rename(join(directory, 'catalog.new'), join(directory, 'catalog'));
    expect(await heard.next()).toBe('good Tres');

    await write('nombre: Retama', 'nombre: Cuatro');
    expect(await heard.next()).toBe('good Cuatro');
  });
});
