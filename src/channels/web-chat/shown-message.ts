/**
 * A message of the log as the doors show it (design.md §7): one flat shape for both directions. `text` is
 * always the readable whole; the other fields let a page draw it better.
 */
import {
  type Attachment,
  type InboundBody,
  isAttachment,
  type LoggedMessage,
  type OutboundBody,
  type Picture,
  type Span,
} from '../../conversation/message.ts';

export interface ShownMessage {
  readonly n: number;
  /** UTC ISO instant. */
  readonly at: string;
  readonly from: LoggedMessage['from'];
  readonly kind: 'text' | 'menu' | 'ask' | 'link' | 'file' | 'choice' | 'location' | 'media';
  readonly text: string;
  /** The message without its options and link. */
  readonly spans?: readonly Span[];
  readonly image?: ShownPicture;
  /** A voice note: its path on this server. */
  readonly audio?: { readonly url: string };
  /** A PDF: its path on this server. */
  readonly document?: { readonly url: string };
  readonly options?: readonly ShownOption[];
  readonly url?: string;
  readonly label?: string;
  /** What an `ask` waits for. */
  readonly what?: 'location' | 'contact' | 'text';
}

export interface ShownOption {
  readonly number: number;
  readonly label: string;
  readonly token: string;
  readonly description?: string;
  readonly image?: ShownPicture;
}

export interface ShownPicture {
  /** Path on this server. */
  readonly url: string;
  readonly alt: string;
}

export function showMessage(message: LoggedMessage): ShownMessage {
  const { n, at, from, text } = message;
  return { n, at, from, text, ...showBody(message.body, text) };
}

type Body = Pick<ShownMessage, 'kind'> & Partial<ShownMessage>;

function showBody(body: OutboundBody | InboundBody, text: string): Body {
  switch (body.kind) {
    case 'text':
      return 'rich' in body ? { kind: 'text', spans: body.rich } : { kind: 'text' };
    case 'menu':
      return {
        kind: 'menu',
        spans: body.rich,
        ...(body.image && { image: showPicture(body.image) }),
        options: body.menu.options.map(({ number, label, token, description, image }) => ({
          number,
          label,
          token,
          ...(description !== undefined && { description }),
          ...(image && { image: showPicture(image) }),
        })),
      };
    case 'ask':
      return { kind: 'ask', spans: body.rich, what: body.what };
    case 'link':
      return { kind: 'link', spans: body.rich, url: body.url, label: body.label };
    case 'file':
      return {
        kind: 'file',
        spans: body.rich,
        ...(isAttachment(body.file) ? showAttachment(body.file) : { image: showPicture(body.file) }),
      };
    case 'choice':
    case 'location':
      return { kind: body.kind };
    case 'media':
      return { kind: 'media', ...showSent(body, text) };
    case 'contact':
    case 'edited':
    case 'unsupported':
      return { kind: 'text' };
  }
}

function showSent({ media, ref }: Extract<InboundBody, { readonly kind: 'media' }>, text: string): Partial<ShownMessage> {
  if (media === 'image') return { image: { url: keptUrl(ref), alt: text } };
  if (media === 'voice') return { audio: { url: keptUrl(ref) } };
  return media === 'document' ? { document: { url: keptUrl(ref) } } : {};
}

function showPicture(picture: Picture): ShownPicture {
  return { url: `/images/${encodeURIComponent(picture.name)}`, alt: picture.alt };
}

/** By an unguessable address where it was made for this message; what a customer sent opens on the seller's page. */
function showAttachment({ folder, ref, name }: Attachment): Pick<ShownMessage, 'url' | 'label'> {
  const path = ref.split('/').map(encodeURIComponent).join('/');
  return { url: folder === 'outgoing' ? `/chat/outgoing/${path}` : `/seller/sent/${path}`, label: name };
}

/** @param ref `<chat>/<name>` of a kept file. */
function keptUrl(ref: string): string {
  const [chat = '', name = ''] = ref.split('/');
  return `/chat/${encodeURIComponent(chat)}/media/${encodeURIComponent(name)}`;
}
