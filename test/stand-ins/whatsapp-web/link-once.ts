/**
 * Before the tests with WhatsApp Web: a telephone is linked once for all of them, each in a process of its own. The folder
 * goes with the process of the run.
 */
import { chromium, LINK, linkedBefore } from './line.ts';

export async function setup(): Promise<void> {
  if (chromium) process.env[LINK] = JSON.stringify(await linkedBefore());
}
