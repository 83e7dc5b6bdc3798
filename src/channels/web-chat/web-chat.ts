/**
 * The web chat: the shop's public page and the doors behind it (design.md §7). A conversation is whoever
 * knows its unguessable id. What a customer sends is confirmed once the shop has it on disk; what the shop
 * says is read from its log, so a page can come and go without missing anything.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { Language } from '../../commerce/catalog.ts';
import type { InboundBody, LoggedMessage } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import { readAttachment } from '../attachments.ts';
import type { Accept, Channel } from '../port.ts';
import { dropSent, folderOf, keepFile, serveSent } from '../sent-files.ts';
import { serveCatalogPicture } from './catalog-pictures.ts';
import { CAMPAIGN, type Knock, readKnock } from './inbound.ts';
import { preferredLanguage } from './language.ts';
import { MESSAGES_PER_PAGE, UNREADABLE_RETRY_S, type WebChatLimits } from './limits.ts';
import { renderPage, type ShopFront } from './page/page.ts';
import { loadPageFiles } from './page/page-files.ts';
import { type RefusalCode, refuse } from './refusals.ts';
import { secured, securedJson } from './security.ts';
import { showMessage } from './shown-message.ts';
import { createStreams } from './streams.ts';
import { createTokenBuckets } from './token-bucket.ts';

const WEB_CHAT = 'web';
/** The web chat has one account. */
const ACCOUNT = 'main';

export interface WebChatDeps {
  /** What the page shows of the shop, worded in `language`; null: in the shop's own. */
  readonly shop: (language: Language | null) => ShopFront;
  /** Messages with a number above `after`, in order; null where the conversation never wrote. Rejects where they cannot be read. */
  readonly read: (conversationId: string, after: number) => Promise<readonly LoggedMessage[] | null>;
  /** The language the shop speaks in this conversation; null where it is not known yet. */
  readonly language: (conversationId: string) => Language | null;
  /** Number of the last message of this conversation; null where it has none, or nobody wrote for long. */
  readonly newest: (conversationId: string) => number | null;
  readonly limits: WebChatLimits;
  /** Where customers open the page; null where it has no address for them. */
  readonly publicUrl: string | null;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  /** Where what customers send is kept, one folder a conversation; made when needed. */
  readonly mediaDirectory: string;
  /** The shop's data folder: of what is made for a helper's chat. */
  readonly dataDirectory: string;
  readonly log: Pick<Log, 'error'>;
}

export type WebChat = Channel & { readonly routes: Hono };

const CONVERSATION = /^[A-Za-z0-9_-]{16,64}$/;

export function createWebChat(deps: WebChatDeps): WebChat {
  const { limits } = deps;
  const conversationRate = createTokenBuckets(limits.perConversation, deps.now);
  const addressRate = createTokenBuckets(limits.perAddress, deps.now);
  const fileRate = createTokenBuckets(limits.files, deps.now);
  /** Nobody is left with a page that says nothing: what cannot be read is told. */
  const readSurely = async (conversationId: string, after: number): Promise<readonly LoggedMessage[] | 'unreadable'> => {
    try {
      return (await deps.read(conversationId, after)) ?? [];
    } catch (problem) {
      deps.log.error('a conversation of the web chat could not be read', { error: problem });
      return 'unreadable';
    }
  };
  const streams = createStreams({ read: readSurely, language: deps.language, newest: deps.newest, heartbeatMs: limits.heartbeatMs });
  const files = loadPageFiles();
  let accept: Accept | null = null;

  const no = (context: Context, code: RefusalCode, retryAfter?: number): Response =>
    refuse(code, languageOf(context) ?? deps.shop(null).language, retryAfter);

  /** Seconds to wait before the next message, 0 for none. What one conversation is refused costs its neighbours nothing. */
  const waitOf = (context: Context, chat: string): number =>
    conversationRate.take(chat) || addressRate.take(addressOf(context, limits.trustProxy));

  /** What the shop is told; a file is on disk before. */
  const bodyOf = async (chat: string, body: Knock['body']): Promise<InboundBody> => {
    if (body.kind !== 'file') return body;
    return keepFile(deps.mediaDirectory, folderOf(WEB_CHAT, chat), body, deps.newId);
  };

  const receive = async (context: Context, chat: string): Promise<Response> => {
    if (accept === null) return no(context, 'not-now', 5);
    const wait = waitOf(context, chat);
    if (wait > 0) return no(context, 'too-fast', wait);
    const read = await readKnock(context.req.raw);
    if (!read.ok) return no(context, read.code);
    const { knock } = read;
    if (knock.body.kind === 'file') {
      const fileWait = fileRate.take(chat);
      if (fileWait > 0) return no(context, 'too-fast', fileWait);
    }

    const language = knock.language ?? languageOf(context);
    const conversationId = conversationIdOf(chat);
    streams.works(conversationId);
    let answered = true;
    try {
      const body = await bodyOf(chat, knock.body);
      const accepted = await accept({
        channel: WEB_CHAT,
        account: ACCOUNT,
        messageId: `${chat}:${knock.id}`,
        chat,
        sender: {},
        at: deps.now(),
        body,
        ...(knock.campaign !== undefined && { campaign: knock.campaign }),
        ...(language !== null && { languageHint: language }),
      });
      if (body.kind === 'media' && (!accepted.accepted || accepted.duplicate)) await dropSent(deps.mediaDirectory, body.ref);
      if (!accepted.accepted) return no(context, 'not-now', 5);
      answered = accepted.duplicate;
      return securedJson({ accepted: true, duplicate: accepted.duplicate }, 202);
    } catch (problem) {
      deps.log.error('a message of the web chat could not be handed over', { error: problem });
      return no(context, 'not-now', 5);
    } finally {
      streams.worked(conversationId, answered);
    }
  };

  const routes = new Hono();
  const page = (context: Context, campaign: string | null): Response =>
    context.html(renderPage(deps.shop(languageOf(context)), files, campaign).toString());

  routes.get('/', secured, (context) => page(context, null));
  routes.get('/c/:campaign', secured, (context) => {
    const campaign = context.req.param('campaign');
    return page(context, CAMPAIGN.test(campaign) ? campaign : null);
  });
  routes.get('/chat-page/:version/:name', secured, (context) => {
    const { version, name } = context.req.param();
    return files.serve(version, name, context.req.header('accept-encoding')) ?? no(context, 'not-found');
  });
  routes.get('/images/:name', secured, async (context) => {
    const found = await serveCatalogPicture(deps.imagesDirectory, context.req.param('name'), context.req.header('if-none-match'));
    return found ?? no(context, 'not-found');
  });

  /** In each handler and not in a chain before it: with hundreds of messages waiting for the disk, a chain is a tenth of what they hold. */
  const inChat = (handle: (context: Context, chat: string) => Response | Promise<Response>) => (context: Context) => {
    const chat = context.req.param('conversation') ?? '';
    return CONVERSATION.test(chat) ? handle(context, chat) : no(context, 'bad-conversation');
  };
  const listMessages = async (context: Context, chat: string): Promise<Response> => {
    const after = numberIn(context.req.query('after') ?? '0');
    if (after === null) return no(context, 'bad-after');
    const messages = await readSurely(conversationIdOf(chat), after);
    if (messages === 'unreadable') return no(context, 'unreadable', UNREADABLE_RETRY_S);
    return securedJson({ messages: messages.slice(0, MESSAGES_PER_PAGE).map(showMessage) }, 200);
  };
  const follow = (context: Context, chat: string): Response => {
    const after = numberIn(context.req.header('last-event-id') ?? context.req.query('after') ?? '0');
    if (after === null) return no(context, 'bad-after');
    if (accept === null) return no(context, 'not-now', 5);
    context.header('X-Accel-Buffering', 'no');
    return streams.follow(context, conversationIdOf(chat), after) ?? no(context, 'not-now', 30);
  };
  const showSent = async (context: Context, chat: string): Promise<Response> => {
    const name = context.req.param('name') ?? '';
    return (await serveSent(deps.mediaDirectory, chat, name, context.req.header('range'))) ?? no(context, 'not-found');
  };
  routes.post('/chat/:conversation/messages', inChat(receive));
  routes.get('/chat/:conversation/messages', inChat(listMessages));
  routes.get('/chat/:conversation/events', secured, inChat(follow));
  routes.get('/chat/:conversation/media/:name', secured, inChat(showSent));
  routes.get('/chat/outgoing/:folder/:name', secured, async (context) => {
    const { folder, name } = context.req.param();
    const bytes = await readAttachment(deps.dataDirectory, { folder: 'outgoing', ref: `${folder}/${name}` });
    if (bytes === null) return no(context, 'not-found');
    return new Response(new Uint8Array(bytes), {
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment', 'Cache-Control': 'no-store' },
    });
  });

  return {
    name: WEB_CHAT,
    delivery: 'read',
    routes,
    async start(shop) {
      accept = shop.accept;
    },
    /** The message is in the log already: those who listen are told to look. */
    async send(to) {
      streams.answered(conversationIdOf(to.chat));
      return { sent: true, refs: [] };
    },
    invite: (words) => deps.publicUrl && `${deps.publicUrl}/?say=${words}`,
    health: () => ({ ok: accept !== null, words: accept === null ? 'not receiving' : `receiving; pages listening: ${streams.count()}` }),
    async stop() {
      accept = null;
      streams.closeAll();
    },
  };
}

function conversationIdOf(chat: string): string {
  return `${WEB_CHAT}:${ACCOUNT}:${chat}`;
}

function languageOf(context: Context): Language | null {
  return preferredLanguage(context.req.header('accept-language'));
}

function addressOf(context: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || (getConnInfo(context).remote.address ?? 'unknown');
}

/** A whole number from 0, or null. */
function numberIn(text: string): number | null {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
