/**
 * The pages about channels, below `/seller/channels`: to be mounted behind the door. What they change they change by
 * plain forms, and what moves by itself is asked for again by the browser.
 */
import { Hono } from 'hono';
import type { Setting } from '../layout.ts';
import { counterPage } from './counter-page.ts';
import type { ChannelDeps, Telephone } from './deps.ts';
import { channelsPage } from './list-page.ts';
import { moves, numberPage, type TelephoneView, telephonePage } from './telephone-page.ts';

const HERE = '/seller/channels/whatsapp-web';
/** Seconds between two looks of the browser: a code for the telephone lasts 20 at least. */
const LOOK_EVERY_S = 5;

export function channelRoutes({ channels, telephone }: ChannelDeps, setting: () => Setting): Hono {
  const routes = new Hono();
  routes.get('/seller/channels', (context) => context.html(channelsPage(setting(), channels())));
  routes.get('/seller/channels/:name/counter', (context, next) => {
    const channel = channels().find(({ name }) => name === context.req.param('name'));
    return channel ? context.html(counterPage(setting(), channel), channel.link === null ? 404 : 200) : next();
  });
  if (telephone) telephoneRoutes(routes, telephone, setting);
  return routes;
}

function telephoneRoutes(routes: Hono, telephone: Telephone, setting: () => Setting): void {
  const browser = fetchingOf(telephone);
  const view = (still: boolean): TelephoneView => ({
    linking: telephone.linking(),
    report: telephone.report(),
    fetching: browser.state(),
    still,
  });

  routes.get(HERE, (context) => {
    const seen = view(context.req.query('still') !== undefined);
    if (moves(seen)) context.header('Refresh', String(LOOK_EVERY_S));
    return context.html(telephonePage(setting(), seen));
  });
  routes.post(`${HERE}/consent`, async (context) => {
    await telephone.giveConsent();
    return context.redirect(HERE, 303);
  });
  routes.post(`${HERE}/show`, async (context) => {
    await telephone.showNewQr();
    return context.redirect(HERE, 303);
  });
  routes.post(`${HERE}/browser`, (context) => {
    browser.begin();
    return context.redirect(HERE, 303);
  });
  routes.post(`${HERE}/unlink`, async (context) => {
    await telephone.unlink();
    return context.redirect(HERE, 303);
  });
  routes.get(`${HERE}/number`, (context) => context.html(numberPage(setting())));
  routes.post(`${HERE}/number`, async (context) => {
    const { phone } = await context.req.parseBody();
    const typed = typeof phone === 'string' ? phone : '';
    const asked = await telephone.requestCode(typed.replaceAll(/[\s()+.-]/g, ''));
    return asked.ok ? context.redirect(HERE, 303) : context.html(numberPage(setting(), asked.why, typed), 409);
  });
}

/** A browser is fetched once at a time, while the seller looks on. */
function fetchingOf(telephone: Telephone) {
  let state: TelephoneView['fetching'] = null;
  return {
    state: () => state,
    begin(): void {
      if (typeof state === 'number') return;
      state = 0;
      const progress = (part: number): void => {
        state = part;
      };
      void telephone.fetchBrowser(progress).then(
        (fetched) => {
          state = fetched.ok ? null : fetched.words;
        },
        (problem: unknown) => {
          state = problem instanceof Error ? problem.message : '';
        },
      );
    },
  };
}
