/** The seller's desk of this folder: asked over the door of an open shop, or had from the data of a closed one. */
import { z } from 'zod';
import type { Told } from '../seller/desk/order-desk.ts';
import { DirectoryInUse, type FolderStore, openJsonStore } from '../store/json/open.ts';
import { type Here, mustHaveData } from './data-command.ts';
import { askOpenShop } from './open-shop.ts';

const toldSchema = z.object({ ok: z.boolean(), lines: z.array(z.string()) });

/** `closed`: the same at a closed shop, whose store it gets. @throws {NoData} {NoAnswer} and what opening a store throws */
export async function withDesk(here: Here, path: string, asked: object, closed: (store: FolderStore) => Promise<Told>): Promise<Told> {
  mustHaveData(here);
  let store: FolderStore;
  try {
    store = await openJsonStore({ directory: here.dataDirectory });
  } catch (problem) {
    if (!(problem instanceof DirectoryInUse)) throw problem;
    const { dataDirectory, settings, language } = here;
    const answer = await askOpenShop(dataDirectory, settings.sellerKey, path, { ...asked, language });
    return toldSchema.parse(await answer.json());
  }
  try {
    return await closed(store);
  } finally {
    await store.close();
  }
}
