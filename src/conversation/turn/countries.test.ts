/**
 * A sale in every country, answered with nothing but what the shop itself shows as an example or calls
 * things by: what a customer is told to write must work.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../../test/stand-ins/chat-story.ts';
import { rememberingReader } from '../../config/document.ts';
import { formatProblems } from '../../config/problem.ts';
import { checkSources, collectSources } from '../../config/read-shop-files.ts';
import { ENGINE_TEXTS } from '../wording/keys.ts';

const files = await sampleShop();
const sources = await collectSources(fileURLToPath(new URL('../../..', import.meta.url)));
const read = rememberingReader();

/** The sample shop as if it stood there. */
function shopIn(country: string): typeof files {
  const moved = sources.files.map((file) =>
    file.file === 'catalog/shop.yaml' && 'text' in file ? { ...file, text: file.text.replace('pais: PE', `pais: ${country}`) } : file,
  );
  const result = checkSources({ ...sources, files: moved }, { texts: ENGINE_TEXTS, flows: [] }, read);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return { ...files, shop: result.files.shop, texts: result.files.texts };
}

/** The last example of what the shop just asked: what stands in bold. */
function example(story: ChatStory): string {
  const spans = story.last.flatMap(({ body }) => ('rich' in body ? body.rich : []));
  return spans.findLast((span) => span.b)?.t ?? '';
}

const COUNTRIES = ['AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'DO', 'EC', 'ES', 'GT', 'HN', 'MX', 'NI', 'PA', 'PE', 'PY', 'SV', 'UY', 'VE'];

describe.each(COUNTRIES)('in %s', (country) => {
  const shop = shopIn(country);
  const word = (key: string) => (shop.texts.es[key] ?? '').split(' ')[0]?.toLowerCase() ?? '';

  test('an order is placed with the words and the examples of the shop', () => {
    const story = new ChatStory(shop).say('quiero una tote', 'cerrar pedido', word('delivery.home'));
    for (const slot of ['delivery.district', 'delivery.address', 'contact.name', 'contact.phone']) {
      expect(story.conversation.pending?.slot, story.text).toBe(slot);
      story.say(example(story));
    }
    expect(story.conversation.pending?.slot, story.text).toBe('payment.method');
  });

  test('picking it up is called what people call it there', () => {
    const story = new ChatStory(shop).say('quiero una tote', 'cerrar pedido', word('delivery.pickup'));
    expect(story.conversation.pending?.slot, story.text).toBe('contact.name');
  });

  test('the help shows nothing that is not understood', () => {
    const story = new ChatStory(shop).say('quiero una tote y una gorra negra', 'ayuda');
    const shown = story.last.flatMap(({ body }) => ('rich' in body ? body.rich : [])).flatMap((span) => (span.b ? [span.t] : []));
    expect(shown.length).toBeGreaterThan(5);
    for (const words of shown) {
      const asked = new ChatStory(shop).say('quiero una tote y una gorra negra', words);
      expect(asked.conversation.misses, `${words}:\n${asked.text}`).toBe(0);
    }
  });
});

test('who says "vos" is understood as who says "tú"', () => {
  const shop = shopIn('AR');
  const change = (words: string) => new ChatStory(shop).say('quiero 2 gorras negras y una tote', words).lines;
  expect(change('quitá la gorra')).toEqual(['1 tote']);
  expect(change('sacá la gorra')).toEqual(['1 tote']);
  expect(change('agregá una tote')).toEqual(['2 gorra negro', '2 tote']);
  expect(change('sumale otra tote')).toEqual(['2 gorra negro', '2 tote']);
});
