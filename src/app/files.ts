/**
 * The seller's files as the running shop has them: read at start, followed while it runs, prepared for
 * understanding once per change and not per message.
 */
import { rememberingReader } from '../config/document.ts';
import { checkSources, collectSources, type ReadFiles } from '../config/read-shop-files.ts';
import { watchShopFiles } from '../config/watch-shop-files.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import { prepareVocabulary } from '../conversation/understanding/understand.ts';
import { ENGINE_TEXTS } from '../conversation/wording/keys.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { AppParts, FilesRead } from './parts.ts';

/** What the program needs the seller's files to have. */
export const NEEDS = {
  texts: ENGINE_TEXTS,
  flows: ['welcome', 'checkout'],
} as const;

/** `document`: reads one file; whoever reads many times passes one that remembers. */
export async function readFiles(home: string, document = rememberingReader()): Promise<FilesRead> {
  const read = checkSources(await collectSources(home), NEEDS, document);
  return read.ok ? { ok: true, files: prepared(read.files), content: read.content } : read;
}

function prepared({ words, ...files }: ReadFiles): ShopFiles {
  return { ...files, vocabulary: prepareVocabulary({ ...files, words }) };
}

/** Hands good changes to the runtime and keeps what there was on bad ones. `since`: content of the reading in use. */
export function followFiles(parts: AppParts, runtime: Runtime, since: string) {
  let broken = false;
  const watching = watchShopFiles(parts.home, {
    needs: NEEDS,
    since,
    onGood: (good) => {
      broken = false;
      void runtime.replaceFiles(prepared(good)).then(() => parts.onFiles?.([]));
    },
    onBad: (problems) => {
      broken = true;
      parts.onFiles?.(problems);
    },
  });
  return { close: () => watching.close(), areBroken: () => broken };
}
