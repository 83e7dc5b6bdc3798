/**
 * What may be sent to `/{phone id}/messages`, leaf by leaf, with Meta's limits: strict, because the real API refuses
 * what it does not know. Written from the reference, not from the shop's code.
 */
import { z } from 'zod';

const line = (most: number) => z.string().min(1).max(most);
const reference = z.union([z.strictObject({ id: line(100) }), z.strictObject({ link: z.url({ protocol: /^https?$/ }) })]);
const optionalCaption = { caption: z.string().min(1).max(1024).optional() };
const picture = z.strictObject({ id: line(100), ...optionalCaption });

const body = z.strictObject({ text: line(1024).regex(/\S/) });
const footer = z.strictObject({ text: line(60) });
const textHeader = z.strictObject({ type: z.literal('text'), text: line(60) });
const mediaHeader = z.union([
  textHeader,
  z.strictObject({ type: z.literal('image'), image: reference }),
  z.strictObject({ type: z.literal('document'), document: reference }),
]);

const unpadded = (most: number) => line(most).regex(/^\S(.*\S)?$/s);
const buttons = z
  .array(z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: unpadded(256), title: line(20).regex(/\S/) }) }))
  .min(1)
  .max(3)
  .refine((all) => areDifferent(all.map(({ reply }) => reply.id)), 'ids of buttons must be unique')
  .refine((all) => areDifferent(all.map(({ reply }) => reply.title.toLowerCase())), 'titles of buttons must be unique');

const row = z.strictObject({ id: unpadded(200), title: line(24).regex(/\S/), description: z.string().min(1).max(72).optional() });
const sections = z
  .array(z.strictObject({ title: line(24).optional(), rows: z.array(row).min(1) }))
  .min(1)
  .max(10)
  .refine((all) => all.length === 1 || all.every(({ title }) => title !== undefined), 'sections need titles')
  .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'at most 10 rows in all')
  .refine((all) => areDifferent(all.flatMap(({ rows }) => rows.map(({ id }) => id))), 'ids of rows must be unique');

const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => /[a-z]/i.test(new URL(url).hostname) && new URL(url).hostname.includes('.'), 'the URL must not be a network address');

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: mediaHeader.optional(),
    body,
    footer: footer.optional(),
    action: z.strictObject({ buttons }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: textHeader.optional(),
    body,
    footer: footer.optional(),
    action: z.strictObject({ button: line(20), sections }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: mediaHeader.optional(),
    body,
    footer: footer.optional(),
    action: z.strictObject({ name: z.literal('cta_url'), parameters: z.strictObject({ display_text: line(20), url: address }) }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body,
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.strictObject({
    type: z.literal('request_contact_info'),
    body,
    action: z.strictObject({ name: z.literal('request_contact_info') }),
  }),
]);

const place = z.strictObject({ type: z.literal('text'), text: line(1024).regex(/^(?!.*( {5}|[\n\t])).*\S.*$/s) });
const template = z.strictObject({
  name: line(512).regex(/^[a-z0-9_]+$/),
  language: z.strictObject({ code: line(10) }),
  components: z.tuple([z.strictObject({ type: z.literal('body'), parameters: z.tuple([place, place]) })]),
});

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: line(200).optional(),
  recipient: line(200).optional(),
  context: z.strictObject({ message_id: line(200) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

export const outgoing = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...common,
      type: z.literal('text'),
      text: z.strictObject({ body: line(4096).regex(/\S/), preview_url: z.boolean().optional() }),
    }),
    z.strictObject({ ...common, type: z.literal('image'), image: picture }),
    z.strictObject({
      ...common,
      type: z.literal('document'),
      document: z.strictObject({ id: line(100), ...optionalCaption, filename: line(240).optional() }),
    }),
    z.strictObject({ ...common, type: z.literal('audio'), audio: z.strictObject({ id: line(100) }) }),
    z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
    z.strictObject({ ...common, type: z.literal('template'), template }),
  ])
  .refine(({ to, recipient }) => to !== undefined || recipient !== undefined, 'somebody to send it to is missing');

export const receipt = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: line(200),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

export type OutgoingMessage = z.output<typeof outgoing>;
export type Receipt = z.output<typeof receipt>;

function areDifferent(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
