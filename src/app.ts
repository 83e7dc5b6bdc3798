/**
 * Puts the parts together, once: the program, its tests and its benches all start here. What differs
 * between them — the clock, chance, the folder, the settings — comes in; nothing is looked up.
 */

import { join } from 'node:path';
import { Hono } from 'hono';
import { apiDeps, tokenDeps } from './app/api-side.ts';
import { MEDIA_FOLDER } from './app/channel-memory.ts';
import { createChannels, type OpenChannel } from './app/channels.ts';
import { followCopies } from './app/copies.ts';
import { bringFile } from './app/customer-files.ts';
import { followFiles, readFiles } from './app/files.ts';
import type { AppParts, Opened } from './app/parts.ts';
import { followStanding, newsTo, openPayments, type Provider } from './app/payments.ts';
import { deskDeps, eraseAsked, ofTheHouse, type SellerSide, sellerDeps, staffDeps, upkeepDeps } from './app/seller-side.ts';
import { staffJobs } from './app/staff-side.ts';
import { openBlackBox } from './black-box.ts';
import { digest } from './chance.ts';
import type { Channel } from './channels/port.ts';
import { makeDoor } from './door.ts';
import { healthRoutes } from './health.ts';
import { lookRoutes } from './look/look.ts';
import { ownDataRoutes } from './own-data.ts';
import { mercadoPagoRoutes } from './payments/mercado-pago/webhook.ts';
import { reachRoutes } from './reach.ts';
import { watchChannels } from './runtime/channel-watch.ts';
import { Runtime } from './runtime/runtime.ts';
import { readSecrets } from './secrets.ts';
import { apiRoutes } from './seller/api/routes.ts';
import { deskRoutes } from './seller/desk/routes.ts';
import { sellerPages } from './seller/pages/pages.ts';
import { staffRoutes } from './seller/staff/routes.ts';
import { tokenRoutes } from './seller/tokens/routes.ts';
import { type UpkeepDeps, upkeepRoutes } from './seller/upkeep/routes.ts';
import { openJsonStore } from './store/json/open.ts';
import type { Store } from './store/port.ts';

export type { App, AppParts, Opened } from './app/parts.ts';

/**
 * @throws {DoorTaken} where the port is in use
 * @throws {DirectoryInUse} where another process has the data folder
 * @throws {DataDamaged} where the data cannot be read
 */
export async function openApp(parts: AppParts): Promise<Opened> {
  const { settings, clock, newId, chance, log } = parts;
  const read = await (parts.readFiles ?? readFiles)(parts.home);
  if (!read.ok) return { ok: false, problems: read.problems };
  const { files } = read;
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const door = await makeDoor(settings.host, settings.port);
    closers.push(() => door.close());
    let reportDamage = (_file: string): void => {};
    const store = await openJsonStore({
      directory: settings.dataDirectory,
      ...(parts.onFailure && { onFailure: parts.onFailure }),
      onDamage: (file) => reportDamage(file),
    });
    closers.push(() => store.close());
    const blackBox = openBlackBox(settings.dataDirectory);
    closers.push(() => blackBox.close());
    const secrets = await readSecrets(settings.dataDirectory);
    const reachedAt = settings.publicUrl ?? door.networkUrl;
    const provider = await openPayments(parts, secrets, files.shop.currency, reachedAt);
    const { payments, practice, mode, standing } = provider;
    if (practice) closers.push(() => practice.close());

    const publicUrl = practice ? (reachedAt ?? door.url) : settings.publicUrl;
    // Practice is on this machine, whatever becomes of the address.
    const notifiedAt = practice ? door.url : settings.publicUrl;
    const channels = new Map<string, Channel>();
    const runtime = new Runtime({
      store,
      channels,
      payments,
      providerRefuses: () => standing().kind === 'refused',
      files,
      fetchFile: (message, isWanted) =>
        bringFile({ channels, directory: join(settings.dataDirectory, MEDIA_FOLDER), newId }, message, isWanted),
      staff: staffJobs({ parts, store, runtime: () => runtime, practice: mode !== 'live' }),
      erasePerson: (conversationId) => eraseAsked({ store, runtime, channels, now: clock.now }, conversationId),
      notificationUrl: notifiedAt && `${notifiedAt}/webhooks/mercadopago`,
      returnUrl: publicUrl,
      clock,
      newId,
      digest,
      chance,
      blackBox,
      answerWithinMs: settings.answerWithinHours * 60 * 60_000,
      takeoverMs: settings.channels.takeoverHours * 60 * 60_000,
      log,
    });
    const opened = await createChannels({ parts, store, runtime, publicUrl, practice: mode !== 'live' });
    for (const channel of opened) channels.set(channel.name, channel);

    reportDamage = (file) => void runtime.reportDamage(file);
    await runtime.start();
    closers.push(() => runtime.stop());
    for (const channel of channels.values()) {
      await channel.start({ accept: (message) => runtime.accept(message), note: (news) => runtime.note(news) });
      closers.push(() => channel.stop());
    }
    closers.push(watchChannels(channels, clock, channelsTold(store), (news) => void runtime.note(news)));
    const following = followFiles(parts, runtime, read.content);
    closers.push(() => following.close());
    const checking = followStanding(provider, clock);
    closers.push(() => checking.close());

    const health = { store, channels, live: mode === 'live', mode, standing, filesBroken: following.areBroken };
    const key = settings.sellerKey ?? secrets.sellerKey;
    const side = { parts, store, runtime, health, key, publicUrl };
    const upkeep = upkeepDeps(side);
    if (settings.nightlyCopy) {
      const nights = await followCopies(side, upkeep.takeBackup, settings.nightlyCopy);
      closers.push(() => nights.close());
    }
    door.open(routesOf(side, upkeep, opened, provider));
    return {
      ok: true,
      app: {
        url: door.url,
        networkUrl: door.networkUrl,
        files,
        store,
        runtime,
        practice,
        mode,
        standing: checking.first,
        sellerKey: key,
        stop: close,
      },
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** Channels that the seller was told are down. */
function channelsTold(store: Store): ReadonlySet<string> {
  return new Set([...store.query.all('alerts')].filter(({ kind }) => kind === 'channel-down').map(({ data }) => String(data.channel)));
}

/** Everything behind the one door. */
function routesOf(side: SellerSide, upkeep: UpkeepDeps, channels: readonly OpenChannel[], { payments, practice }: Provider): Hono {
  const { parts, runtime, health } = side;
  const routes = new Hono();
  routes.route('/', healthRoutes(health, ofTheHouse(side)));
  routes.route('/', reachRoutes(parts));
  routes.route('/', lookRoutes());
  routes.route('/', ownDataRoutes({ store: side.store, now: parts.clock.now }));
  for (const channel of channels) if (channel.routes) routes.route('/', channel.routes);
  if (practice) routes.route('/', practice.pages);
  routes.route('/', mercadoPagoRoutes({ payments, now: parts.clock.now, onNews: newsTo(runtime), log: parts.log }));
  routes.route('/', upkeepRoutes(upkeep));
  routes.route('/', deskRoutes(deskDeps(side)));
  routes.route('/', tokenRoutes(tokenDeps(side)));
  routes.route('/', staffRoutes(staffDeps(side)));
  routes.route('/', apiRoutes(apiDeps(side)));
  routes.route('/', sellerPages(sellerDeps(side)));
  return routes;
}
