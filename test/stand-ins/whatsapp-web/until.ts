/** Waiting for what happens in a real browser: looked at whenever something happens, never after a while. */

/** Nothing here takes so long, on however busy a machine. */
const NOT_SOON_MS = 25_000;

/**
 * @param listen calls back whenever it may have become so; its answer ends that
 * @throws with `words` when it is not so within 25 s
 */
export function untilSo(isSo: () => boolean, listen: (look: () => void) => () => void, words: () => string): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(words()));
    }, NOT_SOON_MS);
    const stop = listen(() => {
      if (!isSo()) return;
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}
